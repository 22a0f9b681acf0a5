import type { EmailAddress } from '../domain/email-address';
import type { Locale } from '../domain/locale';
import type { Sensitive } from '../domain/sensitive';

/** A mail ready to leave. Its parts may carry a secret. */
export interface MailMessage {
  readonly to: Sensitive<EmailAddress>;
  readonly subject: string;
  readonly text: Sensitive<string>;
  readonly html: Sensitive<string>;
  readonly locale: Locale;
  /** Makes sending it again the same mail where the service can promise that. A UUID. */
  readonly operation: string;
}

/** `refused`: this mail will never be taken (bad address, refused content). An absent service is Unavailable. */
export type MailReceipt = { readonly kind: 'accepted' } | { readonly kind: 'refused' };

export interface Mailer {
  /** Hands the mail to the mail service. @throws Unavailable when the service did not take it and might later */
  send(message: MailMessage): Promise<MailReceipt>;
}
