/** Remembers which element of the page had the focus when the chat was opened, and gives the focus back to it. */
export interface Opener {
  /** `isOpen`: the chat is open already, so that the focus may be in the chat itself. */
  remember(isOpen: boolean): void;
  /** Focuses the launcher instead when that element is gone, hidden, or was none. */
  focus(): void;
}

export function createOpener(widget: HTMLElement, launcher: HTMLElement): Opener {
  let opener: Element | null = null;

  return {
    remember(isOpen) {
      const { activeElement } = document;
      if (isOpen && activeElement === widget) return;
      opener = activeElement === document.body || activeElement === widget ? null : activeElement;
    },
    focus() {
      if (opener instanceof HTMLElement) opener.focus();
      if (opener === null || document.activeElement !== opener) launcher.focus();
    },
  };
}
