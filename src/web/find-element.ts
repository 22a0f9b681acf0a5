/** Returns an element that the page's HTML must contain. @throws Error when it is missing or of another kind */
export function findElement<T extends Element>(selector: string, kind: new () => T, root: ParentNode = document): T {
  const element = root.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The page lacks ${selector}`);
  return element;
}
