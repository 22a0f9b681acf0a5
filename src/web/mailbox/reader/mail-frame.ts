import type { MailboxMessage } from '../../../http/routes/mailbox';

/**
 * The mail as a mail program would show it, as high as it is; its links open beside, where they work as they would from a mail.
 * Of `allow-same-origin` only this page has the good, to measure the mail: without `allow-scripts` nothing in it can act.
 */
export function createMailFrame(mail: MailboxMessage): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = mail.subject;
  frame.setAttribute('sandbox', 'allow-same-origin allow-popups allow-popups-to-escape-sandbox');
  // Anything before the mail's own doctype would make the browser lay it out by the rules of old.
  frame.srcdoc = `<!doctype html><base target="_blank">${mail.html}`;
  frame.addEventListener('load', () => {
    keepAsHighAsItsMail(frame);
  });
  return frame;
}

/** A narrower window makes a higher mail. */
function keepAsHighAsItsMail(frame: HTMLIFrameElement): void {
  const mail = frame.contentDocument?.documentElement;
  if (mail === undefined) return;
  new ResizeObserver(() => {
    frame.style.height = `${Math.ceil(mail.getBoundingClientRect().height)}px`;
  }).observe(mail);
}
