import { clockTime } from '../src/domain/time';
import type { MailKind, RecoveryStage } from '../src/ports/recovery-store';
import type { RecoveryView } from '../src/recovery/recovery';
import type { Line } from './chat';
import type { Command } from './commands';

type MailStage = Extract<RecoveryStage, { mail: MailKind }>;

/** The stages in which a mail is awaited, and this one's secret with it. */
export const isAbout = (stage: RecoveryStage, mail: MailKind): stage is MailStage =>
  'mail' in stage && stage.mail === mail;

/** What can be done while a mail is awaited, or does not come. */
export const MAIL_CHOICES: readonly Command[] = ['resend', 'not-received', 'no-mailbox-access'];

/** What to say while a mail of this kind is on its way, alive, or over. */
export function mailLine({ maskedMailbox, phrase }: RecoveryView, stage: MailStage): Line {
  const shown = { mailbox: maskedMailbox === '' ? 'none' : maskedMailbox, phrase };
  switch (stage.kind) {
    case 'sending':
      return { key: `${stage.mail}.sending`, values: shown, choices: ['cancel'], countdown: null };
    case 'live':
      return {
        key: `${stage.mail}.live`,
        values: { ...shown, time: clockTime(stage.endsAt) },
        choices: MAIL_CHOICES,
        countdown: { of: stage.mail, endsAt: stage.endsAt },
      };
    case 'unsent':
      return { key: `${stage.mail}.unsent`, choices: ['resend', 'in-person', 'cancel'], countdown: null };
    case 'ended':
      return { key: `${stage.mail}.ended`, choices: ['resend', 'no-mailbox-access', 'cancel'], countdown: null };
  }
}
