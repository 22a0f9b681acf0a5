import type { NodemailerError } from 'nodemailer';
import type { MailSendResult } from '../../ports/mail/mailer';

/** How far the mail had come when the library gave up: to the end, its last byte read to be sent, or not. */
export type HandOverProgress = 'under-way' | 'handed-over';

/** What a failure means for the mail: whether an answer to it was heard, and if not, whether it can have been taken. */
export function classifyFailure(error: NodemailerError, progress: HandOverProgress): MailSendResult {
  const what = refusedBy(error);
  if (what !== undefined) return { kind: 'refused', what, cause: failure(codeOf(error)) };
  const kind = progress === 'handed-over' && !isAnswer(error) ? 'uncertain' : 'deferred';
  return { kind, cause: failure(codeOf(error)) };
}

/** Whom the answer to these is about. One to the log-in or to the sender tells of a mistake of our own. */
const SAID_OF: Readonly<Record<string, 'mailbox' | 'mail'>> = { 'RCPT TO': 'mailbox', DATA: 'mail' };

/** Only what is said of this mailbox or this mail is final. */
function refusedBy(error: NodemailerError): 'mailbox' | 'mail' | undefined {
  const { code, command = '', permanent } = error;
  const isMalformedAddress = code === 'EENVELOPE' && command === 'API';
  if (isMalformedAddress) return 'mailbox';
  return permanent === true && !isOurMistake(error) ? SAID_OF[command] : undefined;
}

/**
 * Many servers keep what they have against the client or the sender until the recipient is named, and say it then (RFC 3463: security
 * and policy, the sender's address). Taken for the mailbox's fault, one wrong setting would make every mailbox a dead one.
 */
const isOurMistake = ({ command, response = '' }: NodemailerError): boolean =>
  command === 'RCPT TO' && /^(530|5\d\d[ -]5\.(7\.\d+|1\.[78]))\b/.test(response);

/** The answer to the whole mail says that it was not taken. A half of one, or one to something else, says nothing. */
const isAnswer = ({ command, responseCode = 0 }: NodemailerError): boolean =>
  command === 'DATA' && responseCode >= 400 && responseCode < 600;

/** The error's own text may quote addresses and what the server said. */
const codeOf = ({ code, command, responseCode }: NodemailerError): string =>
  [code, command, responseCode].filter((part) => part !== undefined).join(' ');

/** The log writes codes, not messages. */
const failure = (code: string): Error => Object.assign(new Error(`SMTP: ${code}`), { code });
