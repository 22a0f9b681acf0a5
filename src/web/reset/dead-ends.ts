import type { PageFailure } from '../../http/routes/reset/page-data';
import { findElement } from '../find-element';
import type { ResetLocalizer } from './localizer';
import { showView } from './views';

/** Why the page cannot go on. Each has a title, a text, a way back to the chat and the telephone. */
export type DeadEnd = 'link-invalid' | 'session-ended' | 'no-link' | PageFailure['kind'];

/** Shows the dead end in place of the current view. Only a failure can be tried again. `seconds` is the wait that its text names. */
export function showDeadEnd(texts: ResetLocalizer, end: DeadEnd, seconds?: number): void {
  texts.setText(findElement('#dead-end-title', HTMLElement), `page.${end}.title`);
  texts.setText(findElement('#dead-end-text', HTMLElement), `page.${end}.text`, seconds);
  findElement('#retry', HTMLButtonElement).hidden = end !== 'rate-limited' && end !== 'unavailable';
  showView('dead-end');
}

/** Shows that the key is changed: in this session (`done`), or before and perhaps by somebody else (`done-earlier`). */
export function showDone(texts: ResetLocalizer, end: 'done' | 'done-earlier'): void {
  texts.setText(findElement('#done-title', HTMLElement), `page.${end}.title`);
  texts.setText(findElement('#done-text', HTMLElement), `page.${end}.text`);
  // No sign of success: it may have been somebody else.
  findElement('.success-icon', SVGElement).toggleAttribute('hidden', end === 'done-earlier');
  showView('done');
}
