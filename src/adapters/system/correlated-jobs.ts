import type { Correlation } from '../../ports/correlation';
import type { MailQueue } from '../../ports/mail/mail-queue';
import type { RecoveryTimers } from '../../ports/recovery/recovery-timers';

/** Jobs carry the name of the work that asked for them, and are done under it, wherever and however often they are done. */
export function correlatedQueue<Q extends MailQueue>(queue: Q, correlation: Correlation): Q {
  return {
    ...queue,
    schedule: (job, ms) => queue.schedule({ ...job, correlation: correlation.current() }, ms),
    add: (job) => queue.add({ ...job, correlation: correlation.current() }),
    handle(handler) {
      queue.handle((job) => correlation.resume(job.correlation, () => handler(job)));
    },
  };
}

/** The same for looks: what the chat is told at the end of a code has the name of the turn that sent it. */
export function correlatedTimers<W extends RecoveryTimers>(watch: W, correlation: Correlation): W {
  return {
    ...watch,
    start: (watched, ms) => watch.start({ ...watched, correlation: correlation.current() }, ms),
    handle(look) {
      watch.handle((watched) => correlation.resume(watched.correlation, () => look(watched)));
    },
  };
}
