const PROVINCES = 24;
/** Cédulas and RUCs registered at a consulate. */
const ABROAD = 30;
/** Named by one library only, by no official source: the person is asked once. */
const UNCERTAIN = 50;

/** What the first two digits of a cédula or RUC say about the place of registration. */
export function checkProvince(digits: string): 'known' | 'uncertain' | 'unknown' {
  const province = Number(digits.slice(0, 2));
  if ((province >= 1 && province <= PROVINCES) || province === ABROAD) return 'known';
  return province === UNCERTAIN ? 'uncertain' : 'unknown';
}
