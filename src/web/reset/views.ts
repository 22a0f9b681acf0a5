export type View = 'loading' | 'intro' | 'form' | 'done' | 'dead-end';

/** Shows one view and hides the others. Focuses its heading, so that screen readers and keyboards continue from there. */
export function showView(view: View): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-view]')) {
    section.hidden = section.dataset['view'] !== view;
  }
  document.querySelector<HTMLElement>(`[data-view="${view}"] h1`)?.focus();
}

export const isViewShown = (view: View): boolean =>
  document.querySelector<HTMLElement>(`[data-view="${view}"]`)?.hidden === false;
