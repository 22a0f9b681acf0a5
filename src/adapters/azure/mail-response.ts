import type { MailSendResult } from '../../ports/mail/mailer';
import { parseRetryAfter, type ResponseHeaders } from './retry-after';

/** The service's answer to the request that hands a mail over. */
export interface MailServiceResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly parsedBody?: unknown;
}

/** What these say of the request is said of this very mail: sent again, it is the same request. */
const REFUSALS: readonly number[] = [400, 413, 422];

/** The service keeps a list of mailboxes that bounced, and this one is on it. */
const SUPPRESSED = 'EmailDroppedAllRecipientsSuppressed';

/** A wrong MAIL_FROM comes as a refusal, too; it is our own mistake, to be found in the log, and says nothing of the mail. */
const UNKNOWN_SENDER = 'InvalidSenderUserName';

/**
 * Only a 202 means that the mail was taken. All that is not about this mail can be tried again, however bad it looks (a key that was
 * changed, a clock that is wrong, a domain not linked yet): one operation id makes one mail.
 */
export function receiptFromResponse({ headers, parsedBody, status }: MailServiceResponse): MailSendResult {
  if (status === 202) return { kind: 'accepted' };
  const code = errorCodeIn(parsedBody);
  const cause = failure(code === undefined ? `HTTP ${status}` : `HTTP ${status} ${code}`);
  if (REFUSALS.includes(status) && code !== UNKNOWN_SENDER) {
    return { kind: 'refused', what: code === SUPPRESSED ? 'mailbox' : 'mail', cause };
  }
  const retryAfter = parseRetryAfter(headers);
  return { kind: 'deferred', cause, ...(retryAfter !== undefined && { retryAfter }) };
}

/** These come before anything of the mail has left; after any other silence it may have been taken. */
const UNREACHED: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What it means that no answer came. */
export const receiptWithoutResponse = (code: string): MailSendResult => ({
  kind: 'deferred',
  cause: failure(code),
  ...(!UNREACHED.includes(code) && { taken: 'perhaps' }),
});

/** The log writes codes, not messages. */
const failure = (code: string): Error => Object.assign(new Error(`Azure mail: ${code}`), { code });

/** `{"error":{"code":"TooManyRequests","message":"…"}}`: the message may quote the mail, and a code that is no word may be anything. */
function errorCodeIn(body: unknown): string | undefined {
  const code = (body as { error?: { code?: unknown } } | null | undefined)?.error?.code;
  return typeof code === 'string' && /^[A-Za-z]{1,60}$/.test(code) ? code : undefined;
}
