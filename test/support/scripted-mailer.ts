import type { OneTimeCode } from '../../src/domain/one-time-code';
import { Sensitive } from '../../src/domain/sensitive';
import { SECOND } from '../../src/domain/time';
import type { MailMessage, MailReceipt } from '../../src/ports/mailer';
import { codeIn } from './service';

export const ACCEPTED: MailReceipt = { kind: 'accepted' };
export const DEFERRED: MailReceipt = { kind: 'deferred', cause: new Error('HTTP 500') };
export const SILENT: MailReceipt = { kind: 'deferred', cause: new Error('ETIMEDOUT'), taken: 'perhaps' };
export const busyFor = (seconds: number): MailReceipt => ({
  kind: 'deferred',
  cause: new Error('HTTP 429'),
  retryAfter: seconds * SECOND,
});

/** A mail service that answers by the book, then takes everything. */
export function scripted(...answers: readonly MailReceipt[]) {
  const left = [...answers];
  const sent: MailMessage[] = [];
  const send = (message: MailMessage): Promise<MailReceipt> => {
    sent.push(message);
    return Promise.resolve(left.shift() ?? ACCEPTED);
  };
  return { mailer: { send }, sent };
}

export const codeOf = ({ text }: MailMessage): Sensitive<OneTimeCode> =>
  new Sensitive(codeIn(text.expose()) as OneTimeCode);
