import { wasOpen } from './open-state';
import { readEmbedSettings } from './settings';
import { createWidget } from './widget';

declare global {
  interface Window {
    /** The only global variable that this script defines on the institution's page. */
    IessChat?: { open(): void; close(): void };
  }
}

// Set only while the script itself runs, deferred or not.
const script = document.currentScript;
// An element with the id `IessChat` would also be a global of this name, hence the check for a function.
if (script instanceof HTMLScriptElement && typeof window.IessChat?.open !== 'function') start(script);

function start(own: HTMLScriptElement): void {
  const { element, open, close } = createWidget(readEmbedSettings(own));
  const placed = bodyReady().then(() => {
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

/** Resolves once the document is parsed: a script without `defer` in the page's head runs before the body exists. */
function bodyReady(): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (document.readyState !== 'loading') resolve();
    };
    document.addEventListener('readystatechange', check);
    check();
  });
}
