import type { ChatPageData, ChatTextKey } from '../../../http/routes/widget/chat-page-data';
import { formatWait } from '../../format-wait';

export interface ChatLocalizer {
  readonly locale: string;
  format(key: ChatTextKey, time?: string): string;
  /** Sets an element's text and updates it when the language changes. Without a key the element is emptied. `wait`, in seconds, fills `{time}`. */
  setText(element: HTMLElement, key: ChatTextKey | undefined, wait?: number): void;
  /** Follows the bot's language. Ignores a language that the page lacks. */
  changeLocale(locale: string): void;
  onChange(listener: () => void): void;
}

export function createChatLocalizer({ locale: first, texts }: ChatPageData): ChatLocalizer {
  const listeners: (() => void)[] = [];
  let locale = first;
  const waits = new WeakMap<HTMLElement, number | undefined>();
  const format = (key: ChatTextKey, time = ''): string => (texts[locale]?.[key] ?? '').replace('{time}', time);
  const textFor = (element: HTMLElement, key: ChatTextKey): string => {
    const wait = waits.get(element);
    return format(key, wait === undefined ? '' : formatWait(wait, locale));
  };

  return {
    get locale() {
      return locale;
    },
    format,
    setText(element, key, wait) {
      waits.set(element, wait);
      element.textContent = key === undefined ? '' : textFor(element, key);
      if (key === undefined) delete element.dataset['text'];
      else element.dataset['text'] = key;
    },
    changeLocale(tag) {
      const next = Object.keys(texts).find((each) => languageOf(each) === languageOf(tag));
      if (next === undefined || next === locale) return;
      locale = next;
      document.documentElement.lang = locale;
      document.title = format('widget.title');
      for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
        element.textContent = textFor(element, element.dataset['text'] as ChatTextKey);
      }
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

const languageOf = (tag: string): string => tag.slice(0, 2).toLowerCase();
