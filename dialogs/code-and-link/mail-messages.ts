import type { ChannelCapabilities } from '../../src/domain/channel';
import type { MailKind } from '../../src/domain/recovery/rules';
import type { RecoveryStage } from '../../src/domain/recovery/stage';
import type { RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import type { Command } from '../input/commands';

type MailStage = Extract<RecoveryStage, { kind: 'sending' | 'live' | 'unsent' | 'ended' }>;

/** Whether the stage belongs to this mail and is not a bounce. */
export const isMailStage = (stage: RecoveryStage, mail: MailKind): stage is MailStage =>
  'mail' in stage && stage.mail === mail && stage.kind !== 'bounced';

/** Choices while a mail is awaited or has not arrived. */
export const MAIL_CHOICES: readonly Command[] = ['resend', 'not-received', 'no-mailbox-access'];

/** Describes the stage of a mail: being sent, live, not sent, or ended. */
export function mailStatusMessage(
  { maskedMailbox, phrase }: RecoveryView,
  stage: MailStage,
  { notifications }: Pick<ChannelCapabilities, 'notifications'>,
): BotMessage {
  const values = { mailbox: maskedMailbox === '' ? 'none' : maskedMailbox, phrase };
  switch (stage.kind) {
    case 'sending':
      return {
        key: `${stage.mail}.sending`,
        values: { ...values, notifications },
        choices: ['cancel'],
        countdown: null,
      };
    case 'live':
      return {
        key: stage.doubt ? `${stage.mail}.uncertain` : `${stage.mail}.live`,
        values,
        choices: MAIL_CHOICES,
        countdown: { of: stage.mail, endsAt: stage.endsAt },
      };
    case 'unsent':
      return hasNoMailsLeft(stage) ? noMailsLeftMessage(stage.mail) : unsentMessage(stage);
    case 'ended':
      return hasNoMailsLeft(stage) ? noMailsLeftMessage(stage.mail) : endedMessage(stage.mail);
  }
}

/** Reminds of a live code or link that was already announced. Returns `undefined` in all other stages. */
export const reminderMessage = (view: RecoveryView | undefined): BotMessage | undefined =>
  view?.stage.kind === 'live'
    ? {
        key: `${view.stage.mail}.reminder`,
        choices: MAIL_CHOICES,
        countdown: { of: view.stage.mail, endsAt: view.stage.endsAt },
      }
    : undefined;

/** Whether the recovery may send no more mails of this kind. The message then says only this. */
export const hasNoMailsLeft = (stage: MailStage): boolean => 'mailsLeft' in stage && stage.mailsLeft === 0;

/** The recovery has used up its mails of this kind, sent or unsent. */
export const noMailsLeftMessage = (mail: MailKind): BotMessage => ({
  key: `${mail}.used-up`,
  choices: ['recover', 'in-person', 'cancel'],
  countdown: null,
});

const unsentMessage = ({ mail, retryAt }: MailStage & { kind: 'unsent' }): BotMessage => ({
  ...(retryAt === undefined ? { key: `${mail}.unsent` } : { key: `${mail}.busy`, until: retryAt }),
  choices: ['resend', 'in-person', 'cancel'],
  countdown: null,
});

const endedMessage = (mail: MailKind): BotMessage => ({
  key: `${mail}.ended`,
  choices: ['resend', 'no-mailbox-access', 'cancel'],
  countdown: null,
});
