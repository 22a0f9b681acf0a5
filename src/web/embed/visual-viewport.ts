/**
 * A phone's keyboard covers the lower part of the page without making the page any lower: the panel keeps to the part that is seen, and with
 * it the line that the person writes. The style sheet takes these two lengths on small screens only.
 */
export function fitToVisualViewport(panel: HTMLElement): void {
  const view = window.visualViewport;
  if (view === null) return;

  const fit = () => {
    // Zoomed in, the person moves about by hand.
    const isCovered = view.scale === 1 && view.height < innerHeight;
    panel.style.setProperty('--height', isCovered ? `${view.height}px` : null);
    panel.style.setProperty('--top', isCovered ? `${view.offsetTop}px` : null);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
}
