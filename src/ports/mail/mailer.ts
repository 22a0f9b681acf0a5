import type { EmailAddress } from '../../domain/mail/email-address';
import type { Locale } from '../../domain/locale';
import type { Sensitive } from '../../domain/sensitive';

/** A mail ready to be sent. Its parts may contain a secret. */
export interface MailMessage {
  readonly to: Sensitive<EmailAddress>;
  readonly subject: string;
  readonly text: Sensitive<string>;
  readonly html: Sensitive<string>;
  readonly locale: Locale;
  /** A UUID. Idempotency key: mail services that support it send one mail per id. */
  readonly operationId: string;
}

/** The result of sending one mail. A `cause` holds codes and locations only, never an address, a key, or the text of the service. */
export type MailSendResult =
  | { readonly kind: 'accepted' }
  /** The mail service will never accept it: the mailbox does not exist, or this mail is refused. */
  | { readonly kind: 'refused'; readonly what: 'mailbox' | 'mail'; readonly cause: Error }
  /** Not accepted now. The message can be sent again without a second mail. */
  | {
      readonly kind: 'deferred';
      readonly cause: Error;
      /** There was no response, so the mail may have been accepted. */
      readonly mayBeAccepted?: true;
      /** The back-off that the service asks for (ms). */
      readonly retryAfter?: number;
    }
  /** It is unknown whether the mail was accepted, and sending it again could send a second mail. */
  | { readonly kind: 'uncertain'; readonly cause: Error };

export interface Mailer {
  /** Passes the mail to the mail service once, within `mailRetryRules.tryTimeout` ms. Never throws; the caller decides about retries. */
  send(message: MailMessage): Promise<MailSendResult>;
}
