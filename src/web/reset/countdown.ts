import { findElement } from './find-element';
import type { Texts } from './texts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface Countdown {
  stop(): void;
}

/**
 * Says how many whole minutes are left, and calls `onEnd` at the end. The words change once a minute, so that a screen reader
 * speaks of it no oftener. Counts on the steady clock, not on ticks: a tab asleep ticks late.
 */
export function startCountdown(seconds: number, texts: Texts, onEnd: () => void): Countdown {
  const place = findElement('#time', HTMLElement);
  const end = performance.now() + seconds * SECOND;
  let shown: number | undefined;

  const tick = () => {
    const left = end - performance.now();
    if (left <= 0) {
      stop();
      onEnd();
      return;
    }
    const minutes = Math.floor(left / MINUTE);
    if (minutes !== shown) texts.put(place, `page.time.left.${minutes}`);
    shown = minutes;
  };
  const timer = setInterval(tick, SECOND);
  const stop = () => {
    clearInterval(timer);
  };
  tick();
  return { stop };
}
