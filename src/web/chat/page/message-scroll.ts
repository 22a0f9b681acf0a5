import type { WebChatActivity } from '../web-chat/web-chat';

/** Web Chat has rendered a message after this time (ms). */
const RENDER_DELAY = 300;
/** Messages that follow within this time (ms) belong to the same notification. */
const GROUP_PERIOD = 2_000;

const BUBBLES = '.webchat__bubble__content';
/** In CSS pixels. */
const MARGIN_ABOVE = 8;

/**
 * Scrolls to the first message of a notification. Web Chat would keep showing the oldest message without a reply, and a person who returns
 * from the mail would not see that the key is ready.
 */
export function createNotificationScroll(chat: HTMLElement): (activity: WebChatActivity) => void {
  let messages = 0;
  let lastAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    const bubbles = chat.querySelectorAll(BUBBLES);
    const first = bubbles[bubbles.length - messages];
    const scroller = first && scrollerOf(first);
    if (!first || !scroller) return;
    scroller.scrollTop += first.getBoundingClientRect().top - scroller.getBoundingClientRect().top - MARGIN_ABOVE;
  };

  return ({ replyToId, timestamp }) => {
    clearTimeout(timer);
    // A reply is already in view.
    if (replyToId !== undefined) return;
    const at = Date.parse(timestamp ?? '');
    messages = at - lastAt < GROUP_PERIOD ? messages + 1 : 1;
    lastAt = at;
    timer = setTimeout(show, RENDER_DELAY);
  };
}

/** Returns the scrolling ancestor. `scrollIntoView` is no alternative, because it would also scroll the institution's page. */
function scrollerOf(element: Element): Element | undefined {
  for (let place = element.parentElement; place !== null; place = place.parentElement) {
    if (place.scrollHeight > place.clientHeight && /auto|scroll/.test(getComputedStyle(place).overflowY)) return place;
  }
  return undefined;
}
