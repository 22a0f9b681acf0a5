import { rucKind, type Ruc } from '../claim/ruc';

const DOTS = '•••';
/** The letters of a word that the mask of an organisation's name shows, and never more than half of the word. */
const MAX_LETTERS = 3;

/** Legal forms and particles, without dots and accents. They are shown whole, since they do not tell whose name it is. */
const COMMON_WORDS = new Set('sa sas ca cia ltda ep cem de del la las los el y e'.split(' '));

/**
 * Returns `Com••• de Pru••• S.A.`: enough for the employer to recognise the name, and too little for the finder of a link to learn it. The
 * name of a person is reduced to initials. Returns undefined when the name contains no letter.
 */
export function maskLegalName(name: string, ruc: Ruc): string | undefined {
  const words = name.match(/[\p{L}\p{N}\p{M}.]*[\p{L}\p{N}][\p{L}\p{N}\p{M}.]*/gu);
  const kind = rucKind(ruc);
  const maxLetters = kind === 'company' || kind === 'public' ? MAX_LETTERS : 1;
  return words?.map((word) => maskWord(word, maxLetters)).join(' ');
}

/** The number of dots is fixed, because it would reveal the length of the word. */
function maskWord(word: string, maxLetters: number): string {
  if (COMMON_WORDS.has(simplify(word))) return word;
  const letters = Array.from(word.normalize('NFC'));
  const shown = Math.max(1, Math.min(maxLetters, Math.floor(letters.length / 2)));
  return letters.slice(0, shown).join('') + DOTS;
}

const simplify = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
