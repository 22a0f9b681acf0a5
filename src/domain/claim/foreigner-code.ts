import type { Brand, Result } from '../brand';
import { foldText } from '../reading/normalise-text';

/** What IESS assigns to a person without cédula. Its shape is not published: opaque here, upper case. */
export type ForeignerCode = Brand<string, 'ForeignerCode'>;

/** 5 to 20 letters, digits and hyphens, at least one digit: `BUENAS` is no code. */
export const DEFAULT_FOREIGNER_PATTERN = /^(?=[A-Z-]*\d)[A-Z\d-]{5,20}$/;

/** Keeps a careless configured pattern from working through a whole message. */
const MAX_LENGTH = 64;

/** `pattern` must match the whole code, upper-cased; its flags may be any. */
export function parseForeignerCode(text: string, pattern: RegExp): Result<ForeignerCode, 'shape'> {
  const code = foldText(text).trim().toUpperCase();
  // `match`, because `test` of a pattern with the flag g remembers where it stopped.
  if (code.length > MAX_LENGTH || code.match(pattern)?.[0] !== code) return { ok: false, reason: 'shape' };
  return { ok: true, value: code as ForeignerCode };
}
