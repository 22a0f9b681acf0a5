import type { EmailAddress } from '../../domain/mail/email-address';
import type { Locale } from '../../domain/locale';
import type { Sensitive } from '../../domain/sensitive';

/** A mail ready to leave. Its parts may carry a secret. */
export interface MailMessage {
  readonly to: Sensitive<EmailAddress>;
  readonly subject: string;
  readonly text: Sensitive<string>;
  readonly html: Sensitive<string>;
  readonly locale: Locale;
  /** Makes sending it again the same mail where the service can promise that. A UUID. */
  readonly operationId: string;
}

/** What became of handing one mail over. A `cause` names codes and places only: never an address, a key or what the service said. */
export type MailSendResult =
  | { readonly kind: 'accepted' }
  /** It will never be taken: the mailbox does not exist, or this very mail is refused. */
  | { readonly kind: 'refused'; readonly what: 'mailbox' | 'mail'; readonly cause: Error }
  /** Not taken now. The same message sent again makes no second mail. */
  | {
      readonly kind: 'deferred';
      readonly cause: Error;
      /** No answer was heard: it may have been taken all the same. */
      readonly accepted?: 'perhaps';
      /** How long the service asks to be left alone, in ms. */
      readonly retryAfter?: number;
    }
  /** Nobody knows whether it was taken, and the same message sent again could be a second mail. */
  | { readonly kind: 'uncertain'; readonly cause: Error };

export interface Mailer {
  /** Hands the mail to the mail service, once, within 5 s. Never throws: whether to try again is the caller's to decide. */
  send(message: MailMessage): Promise<MailSendResult>;
}
