import { begin } from './begin';
import { cancel } from './cancel';
import { deliverMail } from './mail/deliver';
import { onTimer } from './timers';
import { openLink, viewResetSession } from './reset-session/open-link';
import type { RecoveryOptions } from './options';
import { receiveReport } from './delivery-reports';
import type { Recovery } from './recovery';
import { resend } from './resend';
import { setKey } from './reset-session/set-key';
import { verifyCode } from './verify-code';
import { awaitMail, view } from './view';

/** Binds the use cases to their ports, and starts handling mail jobs and recovery timers. */
export function createRecovery(options: RecoveryOptions): Recovery {
  const recovery: Recovery = {
    chat: {
      begin: (claim, requester) => begin(options, claim, requester),
      awaitMail: (id, mail) => awaitMail(options, id, mail),
      view: (id) => view(options, id),
      verifyCode: (id, code, locale) => verifyCode(options, id, { code, locale }),
      resend: (id, mail, locale) => resend(options, id, { mail, locale }),
      cancel: (id) => cancel(options, id),
    },
    page: {
      openLink: (token) => openLink(options, token),
      resetSession: (token) => viewResetSession(options, token),
      setKey: (session, key, locale) => setKey(options, session, { key, locale }),
    },
    reports: { receive: (report) => receiveReport(options, report) },
    deliver: (job) => deliverMail(options, job),
    onTimer: (timer) => onTimer(options, timer),
  };
  options.queue.handle(recovery.deliver);
  options.timers.handle(recovery.onTimer);
  return recovery;
}
