import { SECOND } from '../domain/time';
import type { Log } from './logger';
import { shutdownTimes } from '../policy/shutdown';
import type { Shutdown } from './shutdown';

/** Signals within this time (ms) count as one: npm forwards a signal that the terminal has sent to both processes. */
const ONE_SIGNAL = SECOND / 2;

/**
 * Stops the service on SIGINT or SIGTERM, then exits with 0. A second signal skips waits, a third exits at once. When a step does not end in
 * time, logs its name and exits with 1.
 */
export function shutDownOnSignal(service: { readonly stop: Shutdown }, log: Log, within = shutdownTimes.total): void {
  const skipWaits = new AbortController();
  let part = 'nothing';
  let since: number | undefined;

  const stop = (why: string, code: 0 | 1) => {
    since ??= performance.now();
    log.info({ why }, 'stopping');
    setTimeout(() => {
      log.fatal({ part }, 'did not stop in time');
      process.exit(1);
    }, within);
    const onPart = (name: string) => {
      part = name;
    };
    service.stop({ skipWaits: skipWaits.signal, onStep: onPart }).then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };

  const onSignal = (signal: NodeJS.Signals) => {
    if (since === undefined) stop(signal, 0);
    else if (performance.now() - since < ONE_SIGNAL) return;
    else if (!skipWaits.signal.aborted) skipWaits.abort();
    else process.exit(1);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled rejection');
    if (since === undefined) stop('unhandled rejection', 1);
  });
}
