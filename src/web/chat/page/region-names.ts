import type { ChatTextKey } from '../../../http/routes/widget/chat-page-data';
import type { ChatLocalizer } from './localizer';

/** Parts that Web Chat marks as regions or logs without a name. */
const NAMES: Readonly<Record<string, ChatTextKey>> = {
  '[role="region"]': 'widget.name.chat',
  '.webchat__live-region-transcript': 'widget.name.news',
  '[role="feed"]': 'widget.name.messages',
  '.webchat__send-box[role="form"]': 'widget.name.reply',
};

/** Names the parts of Web Chat for screen readers. Web Chat may replace them at any time. */
export function nameRegions(chat: HTMLElement, texts: ChatLocalizer): void {
  const name = () => {
    for (const [selector, key] of Object.entries(NAMES)) {
      chat.querySelector(selector)?.setAttribute('aria-label', texts.format(key));
    }
  };
  new MutationObserver(name).observe(chat, { childList: true, subtree: true });
  texts.onChange(name);
}
