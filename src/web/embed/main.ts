import { wasOpen } from './open-state';
import { readEmbedSettings } from './settings';
import { createWidget } from './widget';

declare global {
  interface Window {
    /** The one name this script leaves on the institution's page. */
    IessChat?: { open(): void; close(): void };
  }
}

// Known only while the script itself runs, deferred or not.
const script = document.currentScript;
// An element of the page with that id would be a global of that name too.
if (script instanceof HTMLScriptElement && typeof window.IessChat?.open !== 'function') start(script);

function start(own: HTMLScriptElement): void {
  const { element, open, close } = createWidget(readEmbedSettings(own));
  const placed = bodyIsThere().then(() => {
    document.body.append(element);
    if (wasOpen()) open(false);
  });
  const chat = {
    open() {
      void placed.then(() => {
        open(true);
      });
    },
    close() {
      void placed.then(close);
    },
  };
  Object.defineProperty(window, 'IessChat', { value: Object.freeze(chat) });
}

/** A script that is neither deferred nor at the page's end runs before there is a place for it. */
function bodyIsThere(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.readyState !== 'loading') resolve();
    };
    document.addEventListener('readystatechange', look);
    look();
  });
}
