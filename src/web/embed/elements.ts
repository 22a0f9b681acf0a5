type Attributes = Readonly<Record<string, string>>;

const SVG = 'http://www.w3.org/2000/svg';

/** Creates an element without parsing markup, which the Trusted Types policy of the institution's page may forbid. */
export function createElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Creates an icon of one path in a view box of 24 by 24. Hidden from screen readers, since a text or label states its meaning. */
export function createIcon(name: string, pathData: string): SVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  for (const [key, value] of Object.entries({ class: name, viewBox: '0 0 24 24', 'aria-hidden': 'true' })) {
    icon.setAttribute(key, value);
  }
  path.setAttribute('d', pathData);
  icon.append(path);
  return icon;
}
