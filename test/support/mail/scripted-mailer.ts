import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { SECOND } from '../../../src/domain/time';
import type { MailMessage, MailSendResult } from '../../../src/ports/mail/mailer';
import { codeInText } from '../http/running-service';

export const ACCEPTED: MailSendResult = { kind: 'accepted' };
export const DEFERRED: MailSendResult = { kind: 'deferred', cause: new Error('HTTP 500') };
export const UNANSWERED: MailSendResult = { kind: 'deferred', cause: new Error('ETIMEDOUT'), mayBeAccepted: true };
export const deferredFor = (seconds: number): MailSendResult => ({
  kind: 'deferred',
  cause: new Error('HTTP 429'),
  retryAfter: seconds * SECOND,
});

/** Creates a mailer that returns these results in sequence and then accepts every mail. */
export function createScriptedMailer(...answers: readonly MailSendResult[]) {
  const left = [...answers];
  const sent: MailMessage[] = [];
  const send = (message: MailMessage): Promise<MailSendResult> => {
    sent.push(message);
    return Promise.resolve(left.shift() ?? ACCEPTED);
  };
  return { mailer: { send }, sent };
}

export const codeInMessage = ({ text }: MailMessage): Sensitive<OneTimeCode> =>
  new Sensitive(codeInText(text.expose()) as OneTimeCode);
