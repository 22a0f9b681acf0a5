import { Buffer } from 'node:buffer';
import { crc32, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** 8 bits a channel, not interlaced, without alpha or with it: what browsers make. By that, how many channels there are. */
const PLAIN = { '8 2 0 0 0': 3, '8 6 0 0 0': 4 };
/** The text beside a picture that names the drawing it was made of. */
const KEYWORD = 'Source-SHA-256';

/**
 * A picture's size, its pixels (`{ red, green, blue, alpha }`, row by row) and the hash of its drawing, when it names one.
 * @throws Error when it is no PNG of the plain kind
 */
export function readPng(bytes) {
  const chunks = chunksOf(bytes);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header?.length !== 13) throw new Error('is no PNG');
  const channels = PLAIN[[...header.subarray(8)].join(' ')];
  if (channels === undefined) throw new Error('is no PNG of 8 bits, red, green and blue, not interlaced');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const bytesOfPixels = unfilter(inflateSync(packed), { height, channels, row: width * channels });
  return { width, height, pixels: pixelsOf(bytesOfPixels, channels), source: sourceOf(chunks) };
}

/** The same picture, with the hash of its drawing beside it. */
export function signPng(bytes, hash) {
  const end = bytes.length - 12;
  return Buffer.concat([bytes.subarray(0, end), chunk('tEXt', `${KEYWORD}\0${hash}`), bytes.subarray(end)]);
}

function chunksOf(bytes) {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new Error('is no PNG');
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  if (chunks.at(-1)?.type !== 'IEND') throw new Error('is no whole PNG');
  return chunks;
}

function sourceOf(chunks) {
  const texts = chunks.filter(({ type }) => type === 'tEXt').map(({ data }) => data.toString('latin1').split('\0'));
  return texts.find(([keyword]) => keyword === KEYWORD)?.[1];
}

function chunk(type, text) {
  const body = Buffer.from(type + text, 'latin1');
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** PNG 9.2: each row says how its bytes follow from those to the left (a), above (b) and above left (c). */
const PREDICTORS = [
  () => 0,
  ({ a }) => a,
  ({ b }) => b,
  ({ a, b }) => (a + b) >> 1,
  ({ a, b, c }) => {
    const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    if (toA <= toB && toA <= toC) return a;
    return toB <= toC ? b : c;
  },
];

function unfilter(filtered, { height, channels, row }) {
  if (filtered.length !== height * (row + 1)) throw new Error('is no whole PNG');
  const bytes = Buffer.alloc(height * row);
  for (let at = 0; at < bytes.length; at++) {
    const [y, x] = [Math.floor(at / row), at % row];
    const predict = PREDICTORS[filtered[y * (row + 1)]];
    if (predict === undefined) throw new Error('is no PNG');
    const a = x < channels ? 0 : bytes[at - channels];
    const b = y === 0 ? 0 : bytes[at - row];
    const c = x < channels || y === 0 ? 0 : bytes[at - row - channels];
    bytes[at] = filtered[y * (row + 1) + 1 + x] + predict({ a, b, c });
  }
  return bytes;
}

function pixelsOf(bytes, channels) {
  return Array.from({ length: bytes.length / channels }, (_, index) => {
    const [red, green, blue, alpha = 255] = bytes.subarray(index * channels, (index + 1) * channels);
    return { red, green, blue, alpha };
  });
}
