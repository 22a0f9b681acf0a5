import type { Branch } from '../../domain/claim/branch';
import type { OneTimeCode } from '../../domain/recovery/one-time-code';
import type { Instant } from '../../domain/time';
import type { Locale } from '../../domain/locale';
import type { Sensitive } from '../../domain/sensitive';
import type { MailMessage } from './mailer';
import type { SecurityPhrase } from '../security/phrase-book';

interface MailCommonFields {
  readonly locale: Locale;
  readonly phrase: SecurityPhrase;
  /** The employer's RUC, masked by `maskRuc`. */
  readonly maskedRuc: string;
  readonly branch: Branch;
}

/** How long the secret of a mail can be used. The span (ms) also serves readers in other time zones. */
interface MailLifetime {
  readonly endsAt: Instant;
  readonly lifetime: number;
}

/** The content of one mail. */
export type Mail =
  | (MailCommonFields &
      MailLifetime & {
        readonly kind: 'code';
        readonly code: Sensitive<OneTimeCode>;
        /** Whether the person asked for it again: its subject tells it apart from the first. */
        readonly isResent: boolean;
      })
  | (MailCommonFields & MailLifetime & { readonly kind: 'link'; readonly link: Sensitive<string> })
  | (MailCommonFields & { readonly kind: 'key-changed'; readonly changedAt: Instant });

/** Renders a mail in its language: subject, text part and HTML part. */
export interface MailRenderer {
  render(mail: Mail): Pick<MailMessage, 'subject' | 'text' | 'html' | 'locale'>;
}
