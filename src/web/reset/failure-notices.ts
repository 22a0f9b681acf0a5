import type { PageFailure } from '../../http/routes/reset/page-data';
import { findElement } from '../find-element';
import type { ResetTextKey, ResetLocalizer } from './localizer';
import { showView } from './views';

/** What the page says when the service answers with neither yes nor no. */
export interface FailureNotices {
  /** Instead of everything else. */
  readonly replaceView: (refusal: PageFailure) => void;
  /** Beside the button that failed: it can be pressed again, and what was typed is still there. */
  readonly showWarning: (refusal: PageFailure) => void;
  /** Takes the warning back. */
  clearWarnings(): void;
}

export function createFailureNotices(texts: ResetLocalizer): FailureNotices {
  const title = findElement('#trouble-title', HTMLElement);
  const text = findElement('#trouble-text', HTMLElement);
  const warnings = document.querySelectorAll<HTMLElement>('[data-trouble]');
  const say = (place: HTMLElement, refusal: PageFailure) => {
    texts.setText(place, `page.${refusal.kind}.text`, refusal.kind === 'busy' ? refusal.seconds : undefined);
  };

  return {
    replaceView(refusal) {
      texts.setText(title, `page.${refusal.kind}.title` satisfies ResetTextKey);
      say(text, refusal);
      showView('trouble');
    },
    showWarning(refusal) {
      for (const place of warnings) say(place, refusal);
    },
    clearWarnings() {
      for (const place of warnings) texts.setText(place, undefined);
    },
  };
}
