/** Media query of screens that are too narrow or too low for a window, so that the panel takes the whole screen. */
export const SMALL_SCREEN = '(max-width: 480px), (max-height: 480px)';

/** The largest z-index that browsers support. */
const TOPMOST = 2147483647;

const CSS = `
/* Important rules of the shadow root win over the page's rules for all elements. */
:host {
  all: initial !important;
  direction: ltr !important;
  color-scheme: light dark !important;
  position: fixed !important;
  inset: auto 0 0 auto !important;
  z-index: ${TOPMOST} !important;
  font: 16px/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif !important;
  --blue: #0a4b94;
  --card: #fff;
  --text: #14202e;
  --border: #6b7c92;
  --link: #0a4b94;
}
@media (prefers-color-scheme: dark) {
  :host { --card: #152132; --text: #e8eef6; --border: #8496ae; --link: #8fc0ff; }
}
*, ::before, ::after { box-sizing: border-box; }
button { font: inherit; cursor: pointer; -webkit-tap-highlight-color: transparent; }
svg { display: block; width: 28px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.launcher {
  position: fixed;
  right: calc(20px + env(safe-area-inset-right));
  bottom: calc(20px + env(safe-area-inset-bottom));
  display: grid;
  place-items: center;
  width: 60px;
  height: 60px;
  padding: 0;
  border: 2px solid #fff;
  border-radius: 50%;
  background: var(--blue);
  color: #fff;
  box-shadow: 0 2px 6px rgb(0 0 0 / 25%), 0 8px 24px rgb(0 0 0 / 20%);
}
.launcher:hover { background: #083a73; }
/* Rings of both light and dark colour, so that one of them contrasts with any page. */
.launcher:focus-visible { outline: 3px solid #fff; outline-offset: 3px; box-shadow: 0 0 0 9px var(--blue); }
.launcher[aria-expanded='false'] .down, .launcher[aria-expanded='true'] .speech { display: none; }
.badge {
  position: absolute;
  top: -6px;
  right: -6px;
  min-width: 24px;
  height: 24px;
  padding: 0 6px;
  border: 2px solid #fff;
  border-radius: 12px;
  background: #a61b1b;
  color: #fff;
  font-size: 13px;
  font-weight: 700;
  line-height: 20px;
  text-align: center;
}
.badge:empty { display: none; }
dialog {
  position: fixed;
  inset: auto calc(20px + env(safe-area-inset-right)) calc(92px + env(safe-area-inset-bottom)) auto;
  flex-direction: column;
  width: min(400px, 100vw - 40px);
  height: min(640px, 100dvh - 112px);
  max-width: none;
  max-height: none;
  margin: 0;
  padding: 0;
  overflow: hidden;
  overscroll-behavior: contain;
  border: 1px solid var(--border);
  border-radius: 14px;
  background: var(--card);
  color: var(--text);
  box-shadow: 0 4px 12px rgb(0 0 0 / 15%), 0 16px 48px rgb(0 0 0 / 25%);
}
dialog[open] { display: flex; }
dialog:focus { outline: none; }
.left .launcher { right: auto; left: calc(20px + env(safe-area-inset-left)); }
.left dialog { right: auto; left: calc(20px + env(safe-area-inset-left)); }
.bar {
  display: flex;
  flex: none;
  align-items: center;
  gap: 8px;
  min-height: 52px;
  padding: 4px 4px 4px 16px;
  border-bottom: 3px solid #f2b632;
  background: var(--blue);
  color: #fff;
}
h2 { flex: 1; margin: 0; font-size: 1.0625em; font-weight: 650; line-height: 1.3; }
.close {
  display: grid;
  flex: none;
  place-items: center;
  width: 44px;
  height: 44px;
  padding: 0;
  border: 0;
  border-radius: 8px;
  background: transparent;
  color: inherit;
}
.close svg { width: 24px; }
.close:hover { background: rgb(255 255 255 / 18%); }
.close:focus-visible { outline: 3px solid #fff; outline-offset: -4px; }
iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
/* Invisible but laid out while it loads, so that the chat loads in its final size. */
dialog:not([data-load-state='ready']) iframe { position: absolute; inset: 55px 0 0; height: calc(100% - 55px); visibility: hidden; }
.notice { display: grid; flex: 1; place-content: center; gap: 12px; padding: 24px; text-align: center; }
.notice:empty { display: none; }
.notice p { margin: 0; text-wrap: balance; }
a { display: inline-block; padding: 10px; color: var(--link); font-weight: 600; text-underline-offset: 3px; }
a:focus-visible { border-radius: 8px; outline: 3px solid var(--link); }
.visually-hidden { position: fixed; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media ${SMALL_SCREEN} {
  .launcher { right: calc(12px + env(safe-area-inset-right)); bottom: calc(12px + env(safe-area-inset-bottom)); }
  .left .launcher { left: calc(12px + env(safe-area-inset-left)); }
  dialog, .left dialog {
    inset: var(--top, 0) 0 auto;
    width: 100%;
    height: var(--height, 100dvh);
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    border: 0;
    border-radius: 0;
    background: linear-gradient(var(--blue) env(safe-area-inset-top), var(--card) 0);
    box-shadow: none;
  }
}
/* 400 % zoom: leaves the room to the conversation. */
@media (max-height: 320px) {
  .bar { min-height: 36px; padding-block: 0; }
  .close { height: 33px; }
  h2 { font-size: 0.875em; line-height: 1.1; }
}
@media (prefers-reduced-motion: no-preference) {
  .launcher { transition: background-color 120ms; }
  dialog[open] { animation: rise 160ms ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
}
@media (forced-colors: active) {
  .launcher, .badge { border-color: ButtonText; }
  .launcher:focus-visible, .close:focus-visible { outline-color: Highlight; }
}
@media print {
  :host { display: none !important; }
}`;

/** Uses a constructed style sheet, which the page's policy does not count as an inline style. */
export function createStyle(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
}
