const PROVINCES = 24;
/** Cédulas and RUCs registered at a consulate. */
const ABROAD = 30;
/** Used by one library but by no official source, so the person has to confirm it once. */
const UNCERTAIN = 50;

/** Checks the province: the first two digits of a cédula or RUC. */
export function checkProvince(digits: string): 'known' | 'uncertain' | 'unknown' {
  const province = Number(digits.slice(0, 2));
  if ((province >= 1 && province <= PROVINCES) || province === ABROAD) return 'known';
  return province === UNCERTAIN ? 'uncertain' : 'unknown';
}
