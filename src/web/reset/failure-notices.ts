import type { PageFailure } from '../../http/routes/reset/page-data';
import { findElement } from '../find-element';
import type { ResetTextKey, ResetLocalizer } from './localizer';
import { showView } from './views';

/** Notices for calls that failed without a result: the rate limit is exceeded, or the service is unavailable. */
export interface FailureNotices {
  /** Shows the failure in place of the current view. */
  readonly replaceView: (failure: PageFailure) => void;
  /** Shows the failure next to the buttons, so that the person can press again and keeps what was typed. */
  readonly showWarning: (failure: PageFailure) => void;
  clearWarnings(): void;
}

export function createFailureNotices(texts: ResetLocalizer): FailureNotices {
  const title = findElement('#failure-title', HTMLElement);
  const text = findElement('#failure-text', HTMLElement);
  const warnings = document.querySelectorAll<HTMLElement>('[data-failure]');
  const setNotice = (element: HTMLElement, failure: PageFailure) => {
    texts.setText(
      element,
      `${TEXTS[failure.kind]}.text`,
      failure.kind === 'rate-limited' ? failure.seconds : undefined,
    );
  };

  return {
    replaceView(failure) {
      texts.setText(title, `${TEXTS[failure.kind]}.title` satisfies ResetTextKey);
      setNotice(text, failure);
      showView('failure');
    },
    showWarning(failure) {
      for (const element of warnings) setNotice(element, failure);
    },
    clearWarnings() {
      for (const element of warnings) texts.setText(element, undefined);
    },
  };
}

const TEXTS = { 'rate-limited': 'page.rate-limited', unavailable: 'page.unavailable' } as const;
