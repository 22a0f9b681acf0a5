import type { Cedula } from '../claim/cedula';
import { stripDiacritics, truncateAndFold } from './normalise-text';

const SIGNS = String.raw`[\s.,;:/\\|_·•‧∙+\-‐-―−]{0,4}`;
const JOINING_WORD = String.raw`(?:(?:y|con|mas|seguida? de|and|with|plus|followed by) )?`;

/**
 * Returns whether the text holds the cédula and then 000, which is the RUC of a domestic employer, however the two are separated:
 * "1710034065000", "171003406-5 000", "1710034065 y 000".
 */
export function holdsDomesticNumber(text: string, cedula: Cedula): boolean {
  const digits = Array.from(cedula).join('[ .-]?');
  return new RegExp(`(?<!\\d)${digits}${SIGNS}${JOINING_WORD}000(?!\\d)`).test(stripDiacritics(truncateAndFold(text)));
}
