import type { OneTimeCode } from '../../domain/recovery/one-time-code';
import type { Instant } from '../../domain/time';
import type { Locale } from '../../domain/locale';
import type { Sensitive } from '../../domain/sensitive';
import type { MailMessage } from './mailer';
import type { SecurityPhrase } from '../security/phrase-book';

interface MailCommonFields {
  readonly locale: Locale;
  readonly phrase: SecurityPhrase;
  /** The employer's RUC with its middle hidden. */
  readonly maskedRuc: string;
}

/** The three mails there are. */
export type Mail =
  | (MailCommonFields & { readonly kind: 'code'; readonly code: Sensitive<OneTimeCode>; readonly endsAt: Instant })
  | (MailCommonFields & { readonly kind: 'link'; readonly link: Sensitive<string>; readonly endsAt: Instant })
  | (MailCommonFields & { readonly kind: 'key-changed'; readonly changedAt: Instant });

/** Puts a mail into words: subject, text part and HTML part in the recovery's language. */
export interface MailRenderer {
  render(mail: Mail): Pick<MailMessage, 'subject' | 'text' | 'html' | 'locale'>;
}
