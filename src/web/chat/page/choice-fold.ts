import type { ChatLocalizer } from './localizer';

const BOX = '.webchat__suggested-actions__flow-box';
const CHOICES = '.webchat__suggested-actions__flow-item-box';

/** Low windows: phones with an open keyboard, and 400 % zoom. */
const LOW_WINDOW = '(max-height: 30rem)';
/** The panel or the window on a computer. */
const HIGH_WINDOW = '(min-height: 35rem) and (hover: hover)';

/**
 * Shows four suggested choices and more in two rows at most, or three in a high window, so that they do not hide what the bot wrote. A low
 * window shows one row. A button after them shows all. The first and the last choice are folded last, because the last one is often the way out or the other language.
 */
export function foldChoices(chat: HTMLElement, texts: ChatLocalizer): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'more-choices';
  let isFolded = true;
  let known = '';

  const layOut = () => {
    const box = chat.querySelector(BOX);
    if (box === null) return;
    const choices = [...box.querySelectorAll<HTMLElement>(CHOICES)];
    const content = choices.map(({ textContent }) => textContent).join('\n');
    if (content !== known) isFolded = true;
    known = content;
    if (box.lastElementChild !== button) box.append(button);
    const label = texts.format(isFolded ? 'widget.choices.more' : 'widget.choices.fewer');
    // A new text node would call this function again.
    if (button.textContent !== label) button.textContent = label;
    button.setAttribute('aria-expanded', String(!isFolded));
    fold(choices, button, { rows: allowedRows(choices.length), isFolded });
  };

  const unfold = () => {
    isFolded = false;
    layOut();
  };
  button.addEventListener('click', () => {
    isFolded = !isFolded;
    layOut();
  });
  // Web Chat's arrow keys go through all choices.
  chat.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target.matches(`${CHOICES} :focus-visible`)) unfold();
  });
  new MutationObserver(layOut).observe(chat, { childList: true, subtree: true });
  new ResizeObserver(layOut).observe(chat);
  texts.onChange(layOut);
}

function allowedRows(choices: number): number {
  if (matchMedia(LOW_WINDOW).matches) return 1;
  return choices < 4 || matchMedia(HIGH_WINDOW).matches ? 3 : 2;
}

interface Fold {
  /** How many rows may remain. */
  readonly rows: number;
  readonly isFolded: boolean;
}

/** Hides choices until the others and the button fit into the rows. A long first choice is hidden as well when it leaves the button no room. */
function fold(choices: readonly HTMLElement[], button: HTMLElement, { isFolded, rows }: Fold): void {
  for (const choice of choices) choice.hidden = false;
  // Set once and not reset in between, because a hidden button loses the focus.
  button.hidden = countRows(choices) <= rows;
  if (button.hidden || !isFolded) return;
  const [first, ...further] = choices;
  const last = further.pop();
  for (const choice of [...further.reverse(), last, first]) {
    if (choice === undefined || countRows([...choices, button]) <= rows) continue;
    choice.hidden = true;
  }
}

/** Counts the rows in which visible elements follow each other. Elements of one row may differ in height. */
function countRows(elements: readonly HTMLElement[]): number {
  let rows = 0;
  let end = -Infinity;
  for (const { hidden, offsetHeight, offsetTop } of elements) {
    if (hidden || offsetTop < end) continue;
    rows += 1;
    end = offsetTop + offsetHeight;
  }
  return rows;
}
