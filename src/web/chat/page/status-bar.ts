import { findElement } from '../../find-element';
import type { ChatLocalizer } from './localizer';

/** What may be said of the connection, the gravest first. */
const KINDS = ['broken', 'offline', 'busy', 'reconnecting', 'anew'] as const;
type Kind = (typeof KINDS)[number];

export interface StatusBar {
  /** `wait`: for what it goes on, in seconds. */
  set(kind: Kind, is: boolean, wait?: number): void;
}

/** A connection that is back this soon was never missed. */
const PATIENCE = 1_500;

/** One line above the conversation, empty while all is well; a conversation says nothing of its own connection. */
export function createStatusBar(texts: ChatLocalizer): StatusBar {
  const line = findElement('#status', HTMLElement);
  const button = findElement('#reload', HTMLButtonElement);
  const holding = new Map<Kind, number | undefined>();
  let shown: { readonly kind?: Kind | undefined; readonly wait?: number | undefined } = {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    const kind = KINDS.find((each) => holding.has(each));
    button.hidden = kind !== 'broken';
    const wait = kind && holding.get(kind);
    if (kind === shown.kind && wait === shown.wait) return;
    shown = { kind, wait };
    texts.setText(line, kind && `widget.status.${kind}`, wait);
  };

  button.addEventListener('click', () => {
    location.reload();
  });
  return {
    set(kind, is, wait) {
      if (kind === 'reconnecting') clearTimeout(timer);
      if (kind === 'reconnecting' && is && !holding.has(kind)) {
        timer = setTimeout(() => {
          holding.set(kind, wait);
          draw();
        }, PATIENCE);
        return;
      }
      if (is) holding.set(kind, wait);
      else holding.delete(kind);
      draw();
    },
  };
}
