import { addMs, formatTheTime, MINUTE, SECOND, type Instant } from '../../domain/time';
import type { Locale } from '../../domain/locale';
import { findElement } from '../find-element';
import type { ResetLocalizer } from './localizer';

/** Screen readers announce the time left from this number of whole minutes on. */
const ANNOUNCED_MINUTES = 2;

export interface SessionCountdown {
  stop(): void;
}

/**
 * Shows the time left and the time of day of the session's end, and calls `onEnd` when it is reached. The minutes serve people in another
 * time zone. They change once a minute and are announced only near the end, so that a screen reader is not interrupted while typing.
 * Measures with the monotonic clock, because timers of a sleeping tab fire late.
 */
export function startSessionCountdown(seconds: number, texts: ResetLocalizer, onEnd: () => void): SessionCountdown {
  const timeLeft = findElement('#time-left', HTMLElement);
  const end = performance.now() + seconds * SECOND;
  let shown: number | undefined;

  const tick = () => {
    const left = end - performance.now();
    if (left <= 0) {
      stop();
      onEnd();
      return;
    }
    const minutes = nearestMinute(left);
    if (minutes === shown) return;
    timeLeft.ariaLive = minutes > ANNOUNCED_MINUTES ? 'off' : 'polite';
    texts.setText(timeLeft, `page.time.left.${minutes}`);
    shown = minutes;
  };
  const timer = setInterval(tick, SECOND);
  const stop = () => {
    clearInterval(timer);
  };
  texts.setText(findElement('#time-end', HTMLElement), 'page.time.until', timeIn(seconds));
  tick();
  return { stop };
}

/** Rounds to the nearest minute: rounding down would contradict the shown end by up to a minute. */
const nearestMinute = (ms: number): number => Math.round(ms / MINUTE);

/** Uses the device's clock, even if it is wrong, because the person compares with it. */
function timeIn(seconds: number): (locale: Locale) => string {
  const end = addMs(Date.now() as Instant, seconds * SECOND);
  return (locale) => formatTheTime(end, locale);
}
