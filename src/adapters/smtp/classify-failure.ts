import type { NodemailerError } from 'nodemailer';
import type { MailSendResult } from '../../ports/mail/mailer';

/** `handed-over`: the last byte of the mail had been read for sending when the library failed. */
export type HandOverProgress = 'under-way' | 'handed-over';

/** Classifies a failure: whether the server replied to the mail and, if not, whether it may have accepted it. */
export function classifyFailure(error: NodemailerError, progress: HandOverProgress): MailSendResult {
  const what = refusedBy(error);
  if (what !== undefined) return { kind: 'refused', what, cause: failure(codeOf(error)) };
  const kind = progress === 'handed-over' && !isAnswer(error) ? 'uncertain' : 'deferred';
  return { kind, cause: failure(codeOf(error)) };
}

/** What a reply to these commands is about. A reply to the log-in or the sender points to a mistake of this service. */
const REFUSED_BY_COMMAND: Readonly<Record<string, 'mailbox' | 'mail'>> = { 'RCPT TO': 'mailbox', DATA: 'mail' };

/** Returns what was refused for good: only a reply about this mailbox or this mail is final. */
function refusedBy(error: NodemailerError): 'mailbox' | 'mail' | undefined {
  const { code, command = '', permanent } = error;
  const isMalformedAddress = code === 'EENVELOPE' && command === 'API';
  if (isMalformedAddress) return 'mailbox';
  return permanent === true && !isAboutSender(error) ? REFUSED_BY_COMMAND[command] : undefined;
}

/**
 * Returns whether a reply to the recipient is about the client or the sender (RFC 3463: security and policy, the sender's address). Many
 * servers delay such a reply until then. Read as the mailbox's fault, one wrong setting would mark every mailbox as bouncing.
 */
const isAboutSender = ({ command, response = '' }: NodemailerError): boolean =>
  command === 'RCPT TO' && /^(530|5\d\d[ -]5\.(7\.\d+|1\.[78]))\b/.test(response);

/** Returns whether the server refused the whole mail. A partial reply, or one to another command, does not say so. */
const isAnswer = ({ command, responseCode = 0 }: NodemailerError): boolean =>
  command === 'DATA' && responseCode >= 400 && responseCode < 600;

/** Returns codes only, because the error's text may quote addresses and the server's reply. */
const codeOf = ({ code, command, responseCode }: NodemailerError): string =>
  [code, command, responseCode].filter((part) => part !== undefined).join(' ');

/** The log writes codes, not messages. */
const failure = (code: string): Error => Object.assign(new Error(`SMTP: ${code}`), { code });
