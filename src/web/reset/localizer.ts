import type { ResetPageData, ResetTexts } from '../../http/routes/reset/page-data';
import type { Locale } from '../../domain/locale';
import { findElement } from '../find-element';
import { formatWait } from '../format-wait';

export type ResetTextKey = keyof ResetTexts;

type TextTime = ((locale: Locale) => string) | number;

export interface ResetLocalizer {
  /**
   * Sets an element's text and updates it when the language changes. Without a key the element is emptied. `time` fills `{time}`: a time of
   * day in the language that is shown, or a wait in seconds.
   */
  setText(element: HTMLElement, key: ResetTextKey | undefined, time?: TextTime): void;
  /** Sets an element's accessible name and updates it when the language changes. */
  setLabel(element: HTMLElement, key: ResetTextKey): void;
  textOf(key: ResetTextKey): string;
  /** The language that is shown now. */
  readonly locale: () => string;
}

/** Sets the page's texts, and enables the button that changes their language without a reload, so that nothing typed is lost. */
export function createResetLocalizer(data: ResetPageData): ResetLocalizer {
  const linked = languageOfLink();
  if (linked !== undefined) storeChoice(linked);
  let locale = linked ?? loadChoice(Object.keys(data.texts)) ?? data.locale;
  const textOf = (key: ResetTextKey): string => data.texts[locale]?.[key] ?? '';
  const times = new WeakMap<HTMLElement, TextTime>();

  const texts: ResetLocalizer = {
    textOf,
    locale: () => locale,
    setText(element, key, time) {
      const formatted = typeof time === 'number' ? formatWait(time, locale) : (time?.(locale as Locale) ?? '');
      element.textContent = key === undefined ? '' : textOf(key).replace('{time}', formatted);
      if (key === undefined) delete element.dataset['text'];
      else element.dataset['text'] = key;
      if (time === undefined) times.delete(element);
      else times.set(element, time);
    },
    setLabel(element, key) {
      element.setAttribute('aria-label', textOf(key));
      element.dataset['label'] = key;
    },
  };

  const updateTexts = () => {
    document.documentElement.lang = locale;
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
      texts.setText(element, element.dataset['text'] as ResetTextKey, times.get(element));
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
      element.setAttribute('aria-label', textOf(element.dataset['label'] as ResetTextKey));
    }
    document.title = textOf('page.title');
  };

  const button = findElement('#language', HTMLButtonElement);
  const updateButton = () => {
    const other = Object.keys(data.texts).find((each) => each !== locale) ?? locale;
    button.textContent = data.texts[other]?.['page.language-name'] ?? other;
    button.lang = other;
    return other;
  };
  button.addEventListener('click', () => {
    locale = button.lang;
    storeChoice(locale);
    updateTexts();
    updateButton();
  });
  updateButton();
  button.hidden = false;
  if (locale !== data.locale) updateTexts();
  return texts;
}

const STORAGE_KEY = 'reset.language';

/**
 * Returns the language of the link that was just opened, and undefined after a reload, when the fragment with the token is gone. A link
 * without a language is Spanish.
 */
function languageOfLink(): string | undefined {
  if (!location.hash.startsWith('#t=')) return undefined;
  return new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'es-EC';
}

/** Stores the language for the life of the tab. In a browser without storage it lasts until a reload. */
function storeChoice(locale: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, locale);
  } catch {
    return;
  }
}

function loadChoice(locales: readonly string[]): string | undefined {
  try {
    const chosen = sessionStorage.getItem(STORAGE_KEY);
    return chosen !== null && locales.includes(chosen) ? chosen : undefined;
  } catch {
    return undefined;
  }
}
