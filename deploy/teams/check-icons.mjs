import { decode } from 'fast-png';

/** Side lengths that Teams requires (px). */
const SIDES = { color: 192, outline: 32 };

/** Lists the problems of the icons that the manifest names. A file that could not be read was reported by `readPackage`. */
export const checkIcons = ({ manifest, icons }) =>
  Object.entries(SIDES).flatMap(([kind, side]) => {
    const file = manifest.icons?.[kind];
    const bytes = icons[file];
    return bytes === undefined ? [] : checkIcon(bytes, { kind, side }).map((problem) => `${file}: ${problem}`);
  });

function checkIcon(bytes, { kind, side }) {
  try {
    const { channels, data, height, width } = decode(bytes, { checkCrc: true });
    const size = width === side && height === side ? [] : [`must be ${side}×${side}, not ${width}×${height}`];
    return kind === 'outline' ? [...size, ...checkOutline(data, channels)] : size;
  } catch (error) {
    return [/signature/.test(error.message) ? 'is not a PNG file' : `is not a complete PNG file: ${error.message}`];
  }
}

/** Teams draws the outline on bars of any colour, so every visible pixel must be white and the background transparent. */
function checkOutline(data, channels) {
  const pixels = Array.from({ length: data.length / channels }, (_, at) =>
    data.subarray(at * channels).slice(0, channels),
  );
  const visible = pixels.filter(([, , , alpha = 255]) => alpha > 0);
  const isWhite = visible.every(([red, green, blue]) => Math.min(red, green, blue) === 255);
  return [
    ...(isWhite ? [] : ['must be white only']),
    ...(visible.length > 0 && visible.length < pixels.length ? [] : ['must be an outline on a transparent background']),
  ];
}
