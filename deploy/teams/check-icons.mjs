import { decode } from 'fast-png';

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
    const { channels, data, height, width } = decode(bytes, { checkCrc: true });
    const size = width === side && height === side ? [] : [`is ${width}×${height}, not ${side}×${side}`];
    return kind === 'outline' ? [...size, ...checkOutline(data, channels)] : size;
  } catch (error) {
    return [/signature/.test(error.message) ? 'is no PNG' : `is no whole PNG: ${error.message}`];
  }
}

/** Teams draws the outline on bars of any colour, so every visible pixel must be white and the ground transparent. */
function checkOutline(data, channels) {
  const pixels = Array.from({ length: data.length / channels }, (_, at) =>
    data.subarray(at * channels).slice(0, channels),
  );
  const visible = pixels.filter(([, , , alpha = 255]) => alpha > 0);
  const isWhite = visible.every(([red, green, blue]) => Math.min(red, green, blue) === 255);
  return [
    ...(isWhite ? [] : ['is not white alone']),
    ...(visible.length > 0 && visible.length < pixels.length ? [] : ['is no outline on a transparent ground']),
  ];
}
