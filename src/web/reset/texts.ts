import type { ResetPageData, ResetText } from '../../http/reset/words';
import { findElement } from '../find-element';
import { waitWords } from '../wait-words';

export type TextKey = keyof ResetText;

export interface Texts {
  /**
   * Puts words into an element; they follow a later change of language. No key empties it. `time` fills the gap of that name: a time of
   * day, or seconds to wait.
   */
  put(element: HTMLElement, key: TextKey | undefined, time?: string | number): void;
  /** Gives an element a name for those who do not see it. */
  label(element: HTMLElement, key: TextKey): void;
  say(key: TextKey): string;
}

/** The page's words, and the button that changes their language where they stand: nothing is loaded, nothing is lost. */
export function createTexts(data: ResetPageData): Texts {
  let locale = recall(Object.keys(data.texts)) ?? data.locale;
  const say = (key: TextKey): string => data.texts[locale]?.[key] ?? '';
  const gaps = new WeakMap<HTMLElement, string | number>();

  const texts: Texts = {
    say,
    put(element, key, time = '') {
      const said = typeof time === 'number' ? waitWords(time, locale) : time;
      element.textContent = key === undefined ? '' : say(key).replace('{time}', said);
      if (key === undefined) delete element.dataset['text'];
      else element.dataset['text'] = key;
      gaps.set(element, time);
    },
    label(element, key) {
      element.setAttribute('aria-label', say(key));
      element.dataset['label'] = key;
    },
  };

  const rewrite = () => {
    document.documentElement.lang = locale;
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
      texts.put(element, element.dataset['text'] as TextKey, gaps.get(element));
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
      element.setAttribute('aria-label', say(element.dataset['label'] as TextKey));
    }
    document.title = say('page.title');
  };

  const button = findElement('#language', HTMLButtonElement);
  const offer = () => {
    const other = Object.keys(data.texts).find((each) => each !== locale) ?? locale;
    button.textContent = data.texts[other]?.['page.language-name'] ?? other;
    button.lang = other;
    return other;
  };
  button.addEventListener('click', () => {
    locale = button.lang;
    remember(locale);
    rewrite();
    offer();
  });
  offer();
  button.hidden = false;
  if (locale !== data.locale) rewrite();
  return texts;
}

const CHOICE = 'reset.language';

/** The choice outlives a reload of this tab only. A browser that stores nothing forgets it. */
function remember(locale: string): void {
  try {
    sessionStorage.setItem(CHOICE, locale);
  } catch {
    return;
  }
}

function recall(locales: readonly string[]): string | undefined {
  try {
    const chosen = sessionStorage.getItem(CHOICE);
    return chosen !== null && locales.includes(chosen) ? chosen : undefined;
  } catch {
    return undefined;
  }
}
