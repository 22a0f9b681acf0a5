import { setTimeout as delay } from 'node:timers/promises';

/** Longest wait (ms), shorter than the time-out of a test, so that the error can name the condition. */
const TIMEOUT = 30_000;

/** Waits until the condition holds. @throws Error that shows the condition, when it does not hold in time */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + TIMEOUT;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not true after ${TIMEOUT} ms: ${condition.toString()}`);
    await delay(5);
  }
}
