import { enableCopyButtons } from './copy-buttons';

start();

function start(): void {
  const open = document.querySelector<HTMLElement>('#open');
  if (open === null) throw new Error('The page lacks its button');
  open.hidden = false;
  open.addEventListener('click', () => window.IessChat?.open());
  enableCopyButtons();
}
