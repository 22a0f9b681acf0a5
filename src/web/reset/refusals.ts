import type { PageRefusal } from '../../http/reset/words';
import { findElement } from '../find-element';
import type { TextKey, Texts } from './texts';
import { show } from './views';

/** What the page says when the service answers with neither yes nor no. */
export interface Refusals {
  /** Instead of everything else. */
  readonly tell: (refusal: PageRefusal) => void;
  /** Beside the button that failed: it can be pressed again, and what was typed is still there. */
  readonly warn: (refusal: PageRefusal) => void;
  /** Takes the warning back. */
  calm(): void;
}

export function createRefusals(texts: Texts): Refusals {
  const title = findElement('#trouble-title', HTMLElement);
  const text = findElement('#trouble-text', HTMLElement);
  const warnings = document.querySelectorAll<HTMLElement>('[data-trouble]');
  const say = (place: HTMLElement, refusal: PageRefusal) => {
    texts.put(place, `page.${refusal.kind}.text`, refusal.kind === 'busy' ? refusal.seconds : undefined);
  };

  return {
    tell(refusal) {
      texts.put(title, `page.${refusal.kind}.title` satisfies TextKey);
      say(text, refusal);
      show('trouble');
    },
    warn(refusal) {
      for (const place of warnings) say(place, refusal);
    },
    calm() {
      for (const place of warnings) texts.put(place, undefined);
    },
  };
}
