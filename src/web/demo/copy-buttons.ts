/** How long it is told that a number was copied (ms). */
const SHOWN = 2_500;

/** The buttons beside the demo employers' numbers. The section is there in demo mode only. */
export function enableCopyButtons(): void {
  const status = document.querySelector<HTMLElement>('#copied');
  if (status === null) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (text = '') => {
    clearTimeout(timer);
    status.textContent = text;
  };
  const copy = async ({ dataset, classList }: HTMLElement) => {
    try {
      await navigator.clipboard.writeText(dataset['copy'] ?? '');
    } catch {
      tell(status.dataset['trouble']);
      return;
    }
    tell(dataset['done']);
    classList.add('done');
    setTimeout(() => {
      classList.remove('done');
    }, SHOWN);
    // Said again, it must be another text than before to be read out.
    timer = setTimeout(tell, SHOWN);
  };

  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
  }
}
