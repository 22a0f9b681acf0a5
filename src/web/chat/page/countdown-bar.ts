import type { Countdown } from '../../../domain/recovery/countdown';
import { findElement } from '../../find-element';
import type { ChatLocalizer } from './localizer';
import { createMinuteThrottle, minutesAndSeconds, minutesToAnnounce } from './time-left';

export interface CountdownBar {
  /** `null`: nothing runs out any more. Without a value what ran before goes on. */
  show(countdown: Countdown | null | undefined): void;
}

const TICK = 1_000;

/**
 * What is left, to the second for the eye, in words for the ear: at most once a minute, whatever runs out, its end included. Words come
 * with a tick and not at once: of the many messages of a conversation shown again only the last one counts.
 */
export function createCountdownBar(texts: ChatLocalizer, now: () => number): CountdownBar {
  const bar = findElement('#countdown', HTMLElement);
  const words = findElement('#countdown-words', HTMLElement);
  const maySpeak = createMinuteThrottle();
  let running: Countdown | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  const draw = () => {
    bar.hidden = running === null;
    if (running === null) return;
    const left = running.endsAt - now();
    bar.classList.toggle('over', left <= 0);
    bar.textContent =
      left > 0
        ? texts.format(`widget.countdown.${running.of}`, minutesAndSeconds(left))
        : texts.format(`widget.over.${running.of}`);
  };

  const speak = ({ endsAt, of }: Countdown) => {
    if (!maySpeak(now())) return;
    const left = endsAt - now();
    words.textContent =
      left > 0 ? texts.format(`widget.spoken.${of}.${minutesToAnnounce(left)}`) : texts.format(`widget.over.${of}`);
    if (left <= 0) clearInterval(timer);
  };

  texts.onChange(() => {
    draw();
    // In the other language from the next minute on.
    words.textContent = '';
  });
  return {
    show(countdown) {
      if (countdown === undefined) return;
      clearInterval(timer);
      if (nameOf(countdown) !== nameOf(running)) words.textContent = '';
      running = countdown;
      draw();
      if (countdown === null) return;
      timer = setInterval(() => {
        draw();
        speak(countdown);
      }, TICK);
    },
  };
}

const nameOf = (countdown: Countdown | null): string =>
  countdown === null ? '' : `${countdown.of} ${countdown.endsAt}`;
