import type { ChatPageData, ChatWord } from '../../http/widget/chat-words';
import { waitWords } from '../wait-words';

export interface Texts {
  readonly locale: string;
  say(key: ChatWord, time?: string): string;
  /** Puts words into an element; they follow a later change of language. No key empties it. `wait` fills the gap of a time, in seconds. */
  put(element: HTMLElement, key: ChatWord | undefined, wait?: number): void;
  /** The bot changed its language; the page follows. A language that the page lacks changes nothing. */
  speak(locale: string): void;
  onChange(listener: () => void): void;
}

export function createTexts({ locale: first, texts }: ChatPageData): Texts {
  const listeners: (() => void)[] = [];
  let locale = first;
  const waits = new WeakMap<HTMLElement, number | undefined>();
  const say = (key: ChatWord, time = ''): string => (texts[locale]?.[key] ?? '').replace('{time}', time);
  const sayIn = (element: HTMLElement, key: ChatWord): string => {
    const wait = waits.get(element);
    return say(key, wait === undefined ? '' : waitWords(wait, locale));
  };

  return {
    get locale() {
      return locale;
    },
    say,
    put(element, key, wait) {
      waits.set(element, wait);
      element.textContent = key === undefined ? '' : sayIn(element, key);
      if (key === undefined) delete element.dataset['text'];
      else element.dataset['text'] = key;
    },
    speak(tag) {
      const next = Object.keys(texts).find((each) => languageOf(each) === languageOf(tag));
      if (next === undefined || next === locale) return;
      locale = next;
      document.documentElement.lang = locale;
      document.title = say('widget.title');
      for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
        element.textContent = sayIn(element, element.dataset['text'] as ChatWord);
      }
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

const languageOf = (tag: string): string => tag.slice(0, 2).toLowerCase();
