import type { ChatPageData, ChatTextKey } from '../../../http/routes/widget/chat-page-data';
import { formatWait } from '../../format-wait';

export interface ChatLocalizer {
  readonly locale: string;
  format(key: ChatTextKey, time?: string): string;
  /** Puts words into an element; they follow a later change of language. No key empties it. `wait` fills the gap of a time, in seconds. */
  setText(element: HTMLElement, key: ChatTextKey | undefined, wait?: number): void;
  /** The bot changed its language; the page follows. A language that the page lacks changes nothing. */
  changeLocale(locale: string): void;
  onChange(listener: () => void): void;
}

export function createChatLocalizer({ locale: first, texts }: ChatPageData): ChatLocalizer {
  const listeners: (() => void)[] = [];
  let locale = first;
  const waits = new WeakMap<HTMLElement, number | undefined>();
  const say = (key: ChatTextKey, time = ''): string => (texts[locale]?.[key] ?? '').replace('{time}', time);
  const sayIn = (element: HTMLElement, key: ChatTextKey): string => {
    const wait = waits.get(element);
    return say(key, wait === undefined ? '' : formatWait(wait, locale));
  };

  return {
    get locale() {
      return locale;
    },
    format: say,
    setText(element, key, wait) {
      waits.set(element, wait);
      element.textContent = key === undefined ? '' : sayIn(element, key);
      if (key === undefined) delete element.dataset['text'];
      else element.dataset['text'] = key;
    },
    changeLocale(tag) {
      const next = Object.keys(texts).find((each) => languageOf(each) === languageOf(tag));
      if (next === undefined || next === locale) return;
      locale = next;
      document.documentElement.lang = locale;
      document.title = say('widget.title');
      for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
        element.textContent = sayIn(element, element.dataset['text'] as ChatTextKey);
      }
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

const languageOf = (tag: string): string => tag.slice(0, 2).toLowerCase();
