import type { Correlation } from '../../ports/system';
import type { MailQueue } from '../../ports/mail/mail-queue';
import type { RecoveryTimers } from '../../ports/recovery/recovery-timers';

/** Adds the current correlation id to jobs, and runs their handler under it in whichever process and however often. */
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

/** Does the same for timers, so that a notification has the correlation id of the turn that started its timer. */
export function correlatedTimers<W extends RecoveryTimers>(timers: W, correlation: Correlation): W {
  return {
    ...timers,
    start: (timer, ms) => timers.start({ ...timer, correlation: correlation.current() }, ms),
    handle(handler) {
      timers.handle((timer) => correlation.resume(timer.correlation, () => handler(timer)));
    },
  };
}
