import type { MailboxMessage } from '../../../http/routes/mailbox';

/**
 * Creates a frame that shows the mail as a mail program would, in its full height. Links open in a new tab, outside of the sandbox.
 * `allow-same-origin` lets this page measure the mail; without `allow-scripts` it gives the mail itself no power.
 */
export function createMailFrame(mail: MailboxMessage): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = mail.subject;
  frame.setAttribute('sandbox', 'allow-same-origin allow-popups allow-popups-to-escape-sandbox');
  // Starts with a doctype, because the base element before the mail's own doctype would switch the browser to quirks mode.
  frame.srcdoc = `<!doctype html><base target="_blank">${mail.html}`;
  frame.addEventListener('load', () => {
    fitHeightToMail(frame);
  });
  return frame;
}

/** Adapts the frame's height whenever the mail's height changes, as it does with the window's width. */
function fitHeightToMail(frame: HTMLIFrameElement): void {
  const mail = frame.contentDocument?.documentElement;
  if (mail === undefined) return;
  new ResizeObserver(() => {
    frame.style.height = `${Math.ceil(mail.getBoundingClientRect().height)}px`;
  }).observe(mail);
}
