import type { PageFailure } from '../../http/routes/reset/page-data';
import type { ResetLocalizer } from './localizer';

/** Warnings next to the buttons about calls that failed without a result. The person can press again and keeps what was typed. */
export interface FailureNotices {
  readonly showWarning: (failure: PageFailure) => void;
  clearWarnings(): void;
}

export function createFailureNotices(texts: ResetLocalizer): FailureNotices {
  const warnings = document.querySelectorAll<HTMLElement>('[data-failure]');
  return {
    showWarning(failure) {
      for (const element of warnings) texts.setText(element, `page.${failure.kind}.text`, waitOf(failure));
    },
    clearWarnings() {
      for (const element of warnings) texts.setText(element, undefined);
    },
  };
}

/** Seconds until the next call is allowed, where the failure names them. */
export const waitOf = (failure: PageFailure): number | undefined =>
  failure.kind === 'rate-limited' ? failure.seconds : undefined;
