import type { WebChatActivity } from '../web-chat/web-chat';

/** Web Chat has rendered a message after this time (ms). */
const RENDER_DELAY = 300;
/** Notifications that follow within this time (ms) belong together. */
const GROUP_PERIOD = 2_000;

const BUBBLES = '.webchat__bubble__content';
/** In CSS pixels. */
const MARGIN_ABOVE = 8;

/**
 * Scrolls to what the bot wrote last. For a notification, Web Chat would keep showing the oldest message without a reply, and a person who
 * returns from the mail would not see that the key is ready. For a reply, Web Chat may scroll too far or not at all when the suggested
 * choices or the button to further messages change the height of the conversation meanwhile.
 */
export function createMessageScroll(chat: HTMLElement): (activity: WebChatActivity) => void {
  let messages = 0;
  let last: { readonly replyToId: string | undefined; readonly at: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (isReply: boolean) => {
    const bubbles = chat.querySelectorAll(BUBBLES);
    const first = bubbles[bubbles.length - messages];
    const scroller = first && scrollerOf(first);
    if (!first || !scroller) return;
    const toStart = first.getBoundingClientRect().top - scroller.getBoundingClientRect().top - MARGIN_ABOVE;
    const toEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    scroller.scrollTop += isReply ? Math.min(toStart, toEnd) : toStart;
  };

  return ({ replyToId, timestamp }) => {
    clearTimeout(timer);
    const at = Date.parse(timestamp ?? '');
    const belongsToLast =
      last?.replyToId === replyToId && (replyToId !== undefined || at - (last?.at ?? 0) < GROUP_PERIOD);
    messages = belongsToLast ? messages + 1 : 1;
    last = { replyToId, at };
    timer = setTimeout(show, RENDER_DELAY, replyToId !== undefined);
  };
}

/** Returns the scrolling ancestor. `scrollIntoView` is no alternative, because it would also scroll the institution's page. */
function scrollerOf(element: Element): Element | undefined {
  for (let place = element.parentElement; place !== null; place = place.parentElement) {
    if (place.scrollHeight > place.clientHeight && /auto|scroll/.test(getComputedStyle(place).overflowY)) return place;
  }
  return undefined;
}
