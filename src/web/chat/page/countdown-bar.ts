import type { Countdown } from '../../../domain/recovery/countdown';
import { findElement } from '../../find-element';
import type { ChatLocalizer } from './localizer';
import { createMinuteThrottle, minutesAndSeconds, minutesToAnnounce } from './time-left';

export interface CountdownBar {
  /** `null` removes the countdown; `undefined` leaves the current one running. */
  show(countdown: Countdown | null | undefined): void;
}

const TICK = 1_000;

/**
 * Shows the remaining time to the second, and announces it to screen readers at most once a minute, the end included. Announces on the next
 * tick and not at once: when a conversation is shown again, only the countdown of its last message counts.
 */
export function createCountdownBar(texts: ChatLocalizer, now: () => number): CountdownBar {
  const bar = findElement('#countdown', HTMLElement);
  const announcement = findElement('#countdown-words', HTMLElement);
  const mayAnnounce = createMinuteThrottle();
  let running: Countdown | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  const draw = () => {
    bar.hidden = running === null;
    if (running === null) return;
    const left = running.endsAt - now();
    bar.classList.toggle('ended', left <= 0);
    bar.textContent =
      left > 0
        ? texts.format(`widget.countdown.${running.of}`, minutesAndSeconds(left))
        : texts.format(`widget.ended.${running.of}`);
  };

  const announce = ({ endsAt, of }: Countdown) => {
    if (!mayAnnounce(now())) return;
    const left = endsAt - now();
    announcement.textContent =
      left > 0 ? texts.format(`widget.time-left.${of}.${minutesToAnnounce(left)}`) : texts.format(`widget.ended.${of}`);
    if (left <= 0) clearInterval(timer);
  };

  texts.onChange(() => {
    draw();
    // The next minute is announced in the new language.
    announcement.textContent = '';
  });
  return {
    show(countdown) {
      if (countdown === undefined) return;
      clearInterval(timer);
      if (keyOf(countdown) !== keyOf(running)) announcement.textContent = '';
      running = countdown;
      draw();
      if (countdown === null) return;
      timer = setInterval(() => {
        draw();
        announce(countdown);
      }, TICK);
    },
  };
}

const keyOf = (countdown: Countdown | null): string =>
  countdown === null ? '' : `${countdown.of} ${countdown.endsAt}`;
