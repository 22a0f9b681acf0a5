import { readPng } from './png.mjs';

/** Pixels a side, as Teams asks for them. */
const SIDES = { color: 192, outline: 32 };

export const checkIcons = ({ manifest, icons }) =>
  Object.entries(SIDES).flatMap(([kind, side]) => {
    const file = manifest.icons?.[kind];
    const bytes = icons[file];
    return bytes === undefined ? [] : checkIcon(bytes, { kind, side }).map((problem) => `${file}: ${problem}`);
  });

function checkIcon(bytes, { kind, side }) {
  try {
    const { height, pixels, width } = readPng(bytes);
    const size = width === side && height === side ? [] : [`is ${width}×${height}, not ${side}×${side}`];
    return kind === 'outline' ? [...size, ...checkOutline(pixels)] : size;
  } catch (error) {
    return [error.message];
  }
}

/** Teams draws it in a bar of any colour. */
function checkOutline(pixels) {
  const seen = pixels.filter(({ alpha }) => alpha > 0);
  const isWhite = seen.every(({ blue, green, red }) => Math.min(red, green, blue) === 255);
  return [
    ...(isWhite ? [] : ['is not white alone']),
    ...(seen.length > 0 && seen.length < pixels.length ? [] : ['is no outline on a transparent ground']),
  ];
}
