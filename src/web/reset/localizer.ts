import type { ResetPageData, ResetTexts } from '../../http/routes/reset/page-data';
import { findElement } from '../find-element';
import { formatWait } from '../format-wait';

export type ResetTextKey = keyof ResetTexts;

export interface ResetLocalizer {
  /**
   * Puts words into an element; they follow a later change of language. No key empties it. `time` fills the gap of that name: a time of
   * day, or seconds to wait.
   */
  setText(element: HTMLElement, key: ResetTextKey | undefined, time?: string | number): void;
  /** Gives an element a name for those who do not see it. */
  setLabel(element: HTMLElement, key: ResetTextKey): void;
  textOf(key: ResetTextKey): string;
}

/** The page's words, and the button that changes their language where they stand: nothing is loaded, nothing is lost. */
export function createResetLocalizer(data: ResetPageData): ResetLocalizer {
  let locale = recall(Object.keys(data.texts)) ?? data.locale;
  const say = (key: ResetTextKey): string => data.texts[locale]?.[key] ?? '';
  const gaps = new WeakMap<HTMLElement, string | number>();

  const texts: ResetLocalizer = {
    textOf: say,
    setText(element, key, time = '') {
      const said = typeof time === 'number' ? formatWait(time, locale) : time;
      element.textContent = key === undefined ? '' : say(key).replace('{time}', said);
      if (key === undefined) delete element.dataset['text'];
      else element.dataset['text'] = key;
      gaps.set(element, time);
    },
    setLabel(element, key) {
      element.setAttribute('aria-label', say(key));
      element.dataset['label'] = key;
    },
  };

  const rewrite = () => {
    document.documentElement.lang = locale;
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
      texts.setText(element, element.dataset['text'] as ResetTextKey, gaps.get(element));
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
      element.setAttribute('aria-label', say(element.dataset['label'] as ResetTextKey));
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
