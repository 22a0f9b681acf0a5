import { formatTime, MINUTE, SECOND, type Instant } from '../../domain/time';
import { findElement } from '../find-element';
import type { ResetLocalizer } from './localizer';

/** Whole minutes before the end at which the page begins to speak of them. */
const WARN_FROM = 2;

export interface SessionCountdown {
  stop(): void;
}

/**
 * Shows the clock time of the end, warns when it is near, and calls `onEnd` when it has come. The warning changes once a minute, so
 * that a screen reader speaks of it no oftener. Counts on the steady clock, not on ticks: a tab asleep ticks late.
 */
export function startSessionCountdown(seconds: number, texts: ResetLocalizer, onEnd: () => void): SessionCountdown {
  const warning = findElement('#time-left', HTMLElement);
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
    if (minutes !== shown) texts.setText(warning, minutes > WARN_FROM ? undefined : `page.time.left.${minutes}`);
    shown = minutes;
  };
  const timer = setInterval(tick, SECOND);
  const stop = () => {
    clearInterval(timer);
  };
  texts.setText(findElement('#time-end', HTMLElement), 'page.time.until', hourAndMinute(seconds));
  tick();
  return { stop };
}

/** To the nearest: cut down, it would contradict the clock beside it by up to a minute. */
const nearestMinute = (ms: number): number => Math.round(ms / MINUTE);

/**
 * On this device's own clock, right or wrong: it is the one that the person looks at. Without the seconds the minute is never
 * later than the end.
 */
const hourAndMinute = (seconds: number): string => formatTime((Date.now() + seconds * SECOND) as Instant).slice(0, 5);
