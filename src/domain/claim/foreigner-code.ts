import type { Brand, Result } from '../brand';
import { foldText } from '../reading/normalise-text';

/** The code that IESS assigns to a foreigner without a cédula, in upper case. Its format is not published. */
export type ForeignerCode = Brand<string, 'ForeignerCode'>;

/** 5 to 20 letters, digits and hyphens, with at least one digit, so that a word such as `BUENAS` is no code. */
export const DEFAULT_FOREIGNER_PATTERN = /^(?=[A-Z-]*\d)[A-Z\d-]{5,20}$/;

/** Bounds the text on which a slow configured pattern can run. */
const MAX_LENGTH = 64;

/** Parses a code. `pattern` must match the whole code in upper case, and may have any flags. */
export function parseForeignerCode(text: string, pattern: RegExp): Result<ForeignerCode, 'shape'> {
  const code = foldText(text).trim().toUpperCase();
  // `match`, because with the flag g `test` continues where the last call stopped.
  if (code.length > MAX_LENGTH || code.match(pattern)?.[0] !== code) return { ok: false, reason: 'shape' };
  return { ok: true, value: code as ForeignerCode };
}
