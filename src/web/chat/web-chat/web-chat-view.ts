import type { ExpectedAnswer } from '../../../domain/expected-answer';
import type { ChatLocalizer } from '../page/localizer';
import { renderMarkdown } from './render-markdown';
import { styleOptions } from './style-options';
import type { WebChat, WebChatConnection } from './web-chat';

export interface WebChatView {
  /** Renders Web Chat, once it has loaded. */
  show(webChat: WebChat): void;
  /** Labels the field with what the bot asks for. */
  ask(answer: ExpectedAnswer | undefined): void;
}

export interface WebChatViewOptions {
  readonly chat: HTMLElement;
  readonly texts: ChatLocalizer;
  readonly directLine: WebChatConnection;
  readonly nonce: string;
}

/** Renders Web Chat again when the language or the label of the field changes. */
export function createWebChatView({ chat, directLine, nonce, texts }: WebChatViewOptions): WebChatView {
  let shown: { readonly webChat: WebChat; readonly store: object } | undefined;
  let asked: ExpectedAnswer | undefined;
  let isScheduled = false;

  const render = () => {
    isScheduled = false;
    if (shown === undefined) return;
    const { store, webChat } = shown;
    const locale = texts.locale === 'en' ? 'en-US' : 'es-ES';
    const overrideLocalizedStrings = stringsFor(texts, asked);
    const options = { directLine, store, locale, nonce, role: 'region', styleOptions, renderMarkdown };
    webChat.renderWebChat({ ...options, overrideLocalizedStrings }, chat);
  };
  // When a conversation is shown again, only its last message counts.
  const schedule = () => {
    if (!isScheduled) setTimeout(render);
    isScheduled = true;
  };

  texts.onChange(schedule);
  return {
    show(webChat) {
      shown = { webChat, store: webChat.createStore() };
      render();
    },
    ask(answer) {
      if (answer === asked) return;
      asked = answer;
      schedule();
    },
  };
}

/** Replaces texts of Web Chat that are too general, or that name two things alike. */
function stringsFor(texts: ChatLocalizer, asked: ExpectedAnswer | 'text' = 'text'): Readonly<Record<string, string>> {
  const label = texts.format(`widget.ask.${asked}`);
  return {
    TEXT_INPUT_ALT: label,
    TEXT_INPUT_PLACEHOLDER: label,
    KEYBOARD_HELP_CLOSE_BUTTON_ALT: texts.format('widget.name.help-close'),
    TRANSCRIPT_TERMINATOR_TEXT: texts.format('widget.name.end'),
    TRANSCRIPT_ARIA_LABEL_ALT: texts.format('widget.name.conversation'),
  };
}
