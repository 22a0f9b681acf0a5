import type { Activity } from '../web-chat/web-chat';

/** Web Chat has drawn a message by then (ms). */
const DRAWN = 300;
/** What comes this soon after is of the same news (ms). */
const TOGETHER = 2_000;

const BUBBLES = '.webchat__bubble__content';
const ROOM_ABOVE = 8;

/**
 * Brings what the bot says by itself into view, from its beginning. Web Chat leaves the view at the oldest message that the person has not
 * answered to, and who comes back from the mail would not see that the key is ready.
 */
export function createNotificationScroll(chat: HTMLElement): (said: Activity) => void {
  let told = 0;
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    const bubbles = chat.querySelectorAll(BUBBLES);
    const first = bubbles[bubbles.length - told];
    const scroller = first && scrollerOf(first);
    if (!first || !scroller) return;
    scroller.scrollTop += first.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ROOM_ABOVE;
  };

  return ({ replyToId, timestamp }) => {
    clearTimeout(timer);
    // An answer is where the person looks already.
    if (replyToId !== undefined) return;
    const at = Date.parse(timestamp ?? '');
    told = at - last < TOGETHER ? told + 1 : 1;
    last = at;
    timer = setTimeout(show, DRAWN);
  };
}

/** Not `scrollIntoView`: that would move the institution's page too. */
function scrollerOf(element: Element): Element | undefined {
  for (let place = element.parentElement; place !== null; place = place.parentElement) {
    if (place.scrollHeight > place.clientHeight && /auto|scroll/.test(getComputedStyle(place).overflowY)) return place;
  }
  return undefined;
}
