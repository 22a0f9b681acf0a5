import { findElement } from '../../find-element';
import type { ChatLocalizer } from './localizer';

/** States of the connection that the page shows, the most serious first. */
const KINDS = ['failed', 'offline', 'rate-limited', 'reconnecting', 'new-conversation'] as const;
type Kind = (typeof KINDS)[number];

export interface StatusBar {
  /** `wait`: seconds until the state ends, if known. */
  set(kind: Kind, isActive: boolean, wait?: number): void;
}

/** Interruptions shorter than this are not shown (ms). */
const RECONNECTING_DELAY = 1_500;

/** Shows the most serious state of the connection above the conversation; empty while the connection works. */
export function createStatusBar(texts: ChatLocalizer): StatusBar {
  const element = findElement('#status', HTMLElement);
  const button = findElement('#reload', HTMLButtonElement);
  const active = new Map<Kind, number | undefined>();
  let shown: { readonly kind?: Kind | undefined; readonly wait?: number | undefined } = {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    const kind = KINDS.find((each) => active.has(each));
    button.hidden = kind !== 'failed';
    const wait = kind && active.get(kind);
    if (kind === shown.kind && wait === shown.wait) return;
    shown = { kind, wait };
    texts.setText(element, kind && `widget.status.${kind}`, wait);
  };

  button.addEventListener('click', () => {
    location.reload();
  });
  return {
    set(kind, isActive, wait) {
      if (kind === 'reconnecting') clearTimeout(timer);
      if (kind === 'reconnecting' && isActive && !active.has(kind)) {
        timer = setTimeout(() => {
          active.set(kind, wait);
          draw();
        }, RECONNECTING_DELAY);
        return;
      }
      if (isActive) active.set(kind, wait);
      else active.delete(kind);
      draw();
    },
  };
}
