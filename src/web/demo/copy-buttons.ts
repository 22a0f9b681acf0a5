/** How long the confirmation is shown (ms). */
const CONFIRMATION_PERIOD = 2_500;

/** Enables the buttons next to the demo employers' numbers. The section exists in demo mode only. */
export function enableCopyButtons(): void {
  const status = document.querySelector<HTMLElement>('#copied');
  if (status === null) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const showStatus = (text = '') => {
    clearTimeout(timer);
    status.textContent = text;
  };
  const copy = async ({ dataset, classList }: HTMLElement) => {
    try {
      await navigator.clipboard.writeText(dataset['copy'] ?? '');
    } catch {
      showStatus(status.dataset['failure']);
      return;
    }
    showStatus(dataset['done']);
    classList.add('done');
    setTimeout(() => {
      classList.remove('done');
    }, CONFIRMATION_PERIOD);
    // Cleared, because screen readers announce a repeated text only after a change.
    timer = setTimeout(showStatus, CONFIRMATION_PERIOD);
  };

  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
  }
}
