import type { MailSendResult } from '../../ports/mail/mailer';
import { parseRetryAfter, type ResponseHeaders } from './retry-after';

/** The service's response to a mail. */
export interface MailServiceResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly parsedBody?: unknown;
}

/** Statuses that are final for this mail, because a retry sends the same request. */
const FINAL_STATUSES: readonly number[] = [400, 413, 422];

/** The mailbox is on the service's list of mailboxes that bounced. */
const SUPPRESSED = 'EmailDroppedAllRecipientsSuppressed';

/** Code of a wrong MAIL_FROM. It comes as a refusal, but it is a mistake of the configuration and says nothing about the mail. */
const UNKNOWN_SENDER = 'InvalidSenderUserName';

/**
 * Classifies a response. Only 202 means accepted. Errors that are not about this mail can be retried (a changed key, a wrong clock, a domain
 * that is not linked yet), because the service sends one mail per operation id.
 */
export function classifyResponse({ headers, parsedBody, status }: MailServiceResponse): MailSendResult {
  if (status === 202) return { kind: 'accepted' };
  const code = errorCodeIn(parsedBody);
  const cause = failure(code === undefined ? `HTTP ${status}` : `HTTP ${status} ${code}`);
  if (FINAL_STATUSES.includes(status) && code !== UNKNOWN_SENDER) {
    return { kind: 'refused', what: code === SUPPRESSED ? 'mailbox' : 'mail', cause };
  }
  const retryAfter = parseRetryAfter(headers);
  return { kind: 'deferred', cause, ...(retryAfter !== undefined && { retryAfter }) };
}

/** Errors before anything was sent. After any other error without a response, the mail may have been accepted. */
const NOT_SENT_CODES: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Classifies a request without a response. */
export const classifyMissingResponse = (code: string): MailSendResult => ({
  kind: 'deferred',
  cause: failure(code),
  ...(!NOT_SENT_CODES.includes(code) && { mayBeAccepted: true }),
});

/** The log writes codes, not messages. */
const failure = (code: string): Error => Object.assign(new Error(`Azure mail: ${code}`), { code });

/** Reads the code of `{"error":{"code":"TooManyRequests","message":"…"}}` if it is one word. The message may quote the mail and is dropped. */
function errorCodeIn(body: unknown): string | undefined {
  const code = (body as { error?: { code?: unknown } } | null | undefined)?.error?.code;
  return typeof code === 'string' && /^[A-Za-z]{1,60}$/.test(code) ? code : undefined;
}
