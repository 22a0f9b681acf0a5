/** Contains the scroller and, below it, the button to the end. */
const TRANSCRIPT = '.webchat__basic-transcript';
const SCROLLER = '.webchat__basic-transcript__scrollable';
/** What must be read or pressed. Times below a message do not count. */
const CONTENT = '.webchat__bubble__content, .webchat__activity-status button';

/** A message counts as fully shown when at most this part of it is cut off, which is padding (CSS px). */
const TOLERANCE = 4;

/**
 * Marks the chat while a part of a message is below its visible part. The page's style shows Web Chat's button to the end only then, because
 * Web Chat also shows it when nothing but empty space remains. The room of the button counts as visible, because the button leaves it: it
 * must not stay on account of a line that only the button cuts off.
 */
export function markMoreBelow(chat: HTMLElement): void {
  let scroller: Element | null = null;

  const update = () => {
    const found = chat.querySelector(SCROLLER);
    if (found !== scroller) {
      sizes.disconnect();
      if (found !== null) sizes.observe(found);
      scroller = found;
    }
    const end = [...chat.querySelectorAll(CONTENT)].at(-1)?.getBoundingClientRect().bottom ?? 0;
    const visibleEnd = chat.querySelector(TRANSCRIPT)?.getBoundingClientRect().bottom ?? 0;
    chat.classList.toggle('more-below', end > visibleEnd + TOLERANCE);
  };
  const sizes = new ResizeObserver(update);
  new MutationObserver(update).observe(chat, { childList: true, subtree: true });
  // Scroll events do not bubble.
  chat.addEventListener('scroll', update, { capture: true, passive: true });
}
