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

/** The content of one mail. */
export type Mail =
  | (MailCommonFields & { readonly kind: 'code'; readonly code: Sensitive<OneTimeCode>; readonly endsAt: Instant })
  | (MailCommonFields & { readonly kind: 'link'; readonly link: Sensitive<string>; readonly endsAt: Instant })
  | (MailCommonFields & { readonly kind: 'key-changed'; readonly changedAt: Instant });

/** Renders a mail in the recovery's language: subject, text part and HTML part. */
export interface MailRenderer {
  render(mail: Mail): Pick<MailMessage, 'subject' | 'text' | 'html' | 'locale'>;
}
