import type { ChannelCapabilities } from '../../src/domain/channel';
import { formatTime } from '../../src/domain/time';
import type { MailKind } from '../../src/ports/mail/mail-job';
import type { RecoveryStage } from '../../src/ports/recovery/recovery-store';
import type { RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import { retryTime } from '../messages/retry-messages';
import type { Command } from '../input/commands';

type MailStage = Extract<RecoveryStage, { kind: 'sending' | 'live' | 'unsent' | 'ended' }>;

/** The stages in which a mail is awaited, and this one's secret with it. */
export const isMailStage = (stage: RecoveryStage, mail: MailKind): stage is MailStage =>
  'mail' in stage && stage.mail === mail && stage.kind !== 'bounced';

/** What can be done while a mail is awaited, or does not come. */
export const MAIL_CHOICES: readonly Command[] = ['resend', 'not-received', 'no-mailbox-access'];

/** How the person gets to know what happens next. */
type News = Pick<ChannelCapabilities, 'notifications'>;

/** What to say while a mail of this kind is on its way, alive, or over. */
export function mailStatusMessage(
  { maskedMailbox, phrase }: RecoveryView,
  stage: MailStage,
  { notifications }: News,
): BotMessage {
  const shown = { mailbox: maskedMailbox === '' ? 'none' : maskedMailbox, phrase };
  switch (stage.kind) {
    case 'sending':
      return {
        key: `${stage.mail}.sending`,
        values: { ...shown, notifications },
        choices: ['cancel'],
        countdown: null,
      };
    case 'live':
      return {
        key: stage.doubt ? `${stage.mail}.doubtful` : `${stage.mail}.live`,
        values: { ...shown, time: formatTime(stage.endsAt) },
        choices: MAIL_CHOICES,
        countdown: { of: stage.mail, endsAt: stage.endsAt },
      };
    case 'unsent':
      return hasNoMailsLeft(stage) ? noMailsLeftMessage(stage.mail) : unsentLine(stage);
    case 'ended':
      return hasNoMailsLeft(stage) ? noMailsLeftMessage(stage.mail) : endedLine(stage.mail);
  }
}

/** Whether the mail that ended was the last there is: then nothing else is worth saying. */
export const hasNoMailsLeft = (stage: MailStage): boolean => 'mailsLeft' in stage && stage.mailsLeft === 0;

/** As many as one recovery gets have gone out, or were asked for in vain. */
export const noMailsLeftMessage = (mail: MailKind): BotMessage => ({
  key: `${mail}.used-up`,
  choices: ['recover', 'in-person', 'cancel'],
  countdown: null,
});

const unsentLine = ({ mail, retryAt }: MailStage & { kind: 'unsent' }): BotMessage => ({
  ...(retryAt === undefined ? { key: `${mail}.unsent` } : { key: `${mail}.busy`, values: retryTime(retryAt) }),
  choices: ['resend', 'in-person', 'cancel'],
  countdown: null,
});

const endedLine = (mail: MailKind): BotMessage => ({
  key: `${mail}.ended`,
  choices: ['resend', 'no-mailbox-access', 'cancel'],
  countdown: null,
});
