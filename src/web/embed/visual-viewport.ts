/**
 * Fits the panel into the visible part of the page. A phone's keyboard covers the lower part without resizing the page, and would hide the
 * field that the person types in. The style sheet uses the two lengths on small screens only.
 */
export function fitToVisualViewport(panel: HTMLElement): void {
  const view = window.visualViewport;
  if (view === null) return;

  const fit = () => {
    // Not while the page is zoomed in: the person then scrolls by hand.
    const isCovered = view.scale === 1 && view.height < innerHeight;
    panel.style.setProperty('--height', isCovered ? `${view.height}px` : null);
    panel.style.setProperty('--top', isCovered ? `${view.offsetTop}px` : null);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
}
