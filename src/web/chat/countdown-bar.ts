import type { Countdown } from '../../domain/countdown';
import { findElement } from '../find-element';
import type { Texts } from './texts';
import { createMinuteGate, minutesAndSeconds, minutesToSay } from './time-left';

export interface CountdownBar {
  /** `null`: nothing runs out any more. Without a value what ran before goes on. */
  show(countdown: Countdown | null | undefined): void;
}

const TICK = 1_000;

/**
 * What is left, to the second for the eye, in words for the ear. Words come with a tick and not at once: of the many messages
 * of a conversation shown again only the last one counts.
 */
export function createCountdownBar(texts: Texts, now: () => number): CountdownBar {
  const bar = findElement('#countdown', HTMLElement);
  const words = findElement('#countdown-words', HTMLElement);
  const maySpeak = createMinuteGate();
  let running: Countdown | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const draw = () => {
    bar.hidden = running === undefined;
    if (running === undefined) return;
    const left = running.endsAt - now();
    bar.classList.toggle('over', left <= 0);
    if (left > 0) {
      bar.textContent = texts.say(`widget.countdown.${running.of}`, minutesAndSeconds(left));
      bar.setAttribute('aria-hidden', 'true');
    } else {
      bar.textContent = texts.say(`widget.over.${running.of}`);
      bar.removeAttribute('aria-hidden');
      words.textContent = '';
      clearInterval(timer);
    }
  };

  const tick = () => {
    draw();
    const left = running === undefined ? 0 : running.endsAt - now();
    if (running === undefined || left <= 0 || !maySpeak(now())) return;
    words.textContent = texts.say(`widget.spoken.${running.of}.${minutesToSay(left)}`);
  };

  texts.onChange(draw);
  return {
    show(countdown) {
      if (countdown === undefined) return;
      clearInterval(timer);
      running = countdown ?? undefined;
      if (running === undefined) words.textContent = '';
      else timer = setInterval(tick, TICK);
      draw();
    },
  };
}
