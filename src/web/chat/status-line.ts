import { findElement } from '../find-element';
import type { Texts } from './texts';

/** What may be said of the connection, the gravest first. */
const KINDS = ['broken', 'offline', 'reconnecting', 'anew'] as const;
type Kind = (typeof KINDS)[number];

export interface StatusLine {
  set(kind: Kind, is: boolean): void;
}

/** A connection that is back this soon was never missed. */
const PATIENCE = 1_500;

/** One line above the conversation, empty while all is well; a conversation says nothing of its own connection. */
export function createStatusLine(texts: Texts): StatusLine {
  const line = findElement('#status', HTMLElement);
  const button = findElement('#reload', HTMLButtonElement);
  const holding = new Set<Kind>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    const kind = KINDS.find((each) => holding.has(each));
    button.hidden = kind !== 'broken';
    if (line.dataset['text'] === (kind && `widget.status.${kind}`)) return;
    texts.put(line, kind === undefined ? undefined : `widget.status.${kind}`);
  };

  button.addEventListener('click', () => {
    location.reload();
  });
  return {
    set(kind, is) {
      if (kind === 'reconnecting') clearTimeout(timer);
      if (kind === 'reconnecting' && is && !holding.has(kind)) {
        timer = setTimeout(() => {
          holding.add(kind);
          draw();
        }, PATIENCE);
        return;
      }
      if (is) holding.add(kind);
      else holding.delete(kind);
      draw();
    },
  };
}
