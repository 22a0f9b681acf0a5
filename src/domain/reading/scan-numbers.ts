import { canLabel, type Field } from './field-labels';
import { withoutAccents } from './normalise-text';
import { numberWords, type NumberWord } from './number-words';

/** Digit runs with nothing but a space, dot or dash between them, and what the words before say they are. */
export interface Chain {
  readonly label?: Field;
  readonly runs: readonly string[];
}

/** A message as far as numbers go. */
export interface Scan {
  readonly chains: readonly Chain[];
  /** Words of letters and digits, lower case: mistyped numbers, passports, codes. */
  readonly mixed: readonly string[];
  /** `bare`: nothing but numbers and their labels. */
  readonly style: 'bare' | 'prose';
}

/** A word and what stands between it and the one before. */
interface Step {
  readonly word: NumberWord;
  readonly gap: string;
}

const WORD = /[\p{L}\p{M}\d]+/gu;
const JOINT = /^[ .\-‐-―−]{1,3}$/;
/** A comma between label and number parts them: "sin sucursal, 3 empleados". */
const PARTING = /[,;]/;

/** Takes folded text, see `readableText`. One pass; runs keep the order in which they were typed. */
export function scanNumbers(text: string): Scan {
  const steps = toSteps(text);
  return {
    chains: chainsOf(steps),
    mixed: steps.flatMap(({ word }) => (word.kind === 'mixed' ? [word.text] : [])),
    style: steps.some(({ word }) => word.kind === 'mixed' || word.kind === 'other') ? 'prose' : 'bare',
  };
}

function toSteps(text: string): readonly Step[] {
  const message = spellOut(withoutAccents(text));
  let end = 0;
  return Array.from(message.matchAll(WORD)).flatMap((match) => {
    const gap = message.slice(end, match.index);
    end = match.index + match[0].length;
    return numberWords(match[0]).map((word) => ({ word, gap }));
  });
}

/** "R.U.C." and "C.I." as the words they are. */
const spellOut = (text: string): string => text.replace(/\br\. ?u\. ?c\b/g, 'ruc').replace(/\bc\. ?([ic])\b/g, 'c$1');

function chainsOf(steps: readonly Step[]): readonly Chain[] {
  const chains: { label?: Field; runs: string[] }[] = [];
  let label: Field | undefined;
  let before: NumberWord['kind'] = 'other';

  for (const { word, gap } of steps) {
    if (word.kind !== 'number') label = labelAfter(word, PARTING.test(gap) ? undefined : label);
    else if (before === 'number' && JOINT.test(gap)) chains.at(-1)?.runs.push(word.digits);
    else {
      chains.push(newChain(word.digits, PARTING.test(gap) ? undefined : label));
      label = undefined;
    }
    before = word.kind;
  }
  return chains;
}

/** The label that the next number would bear. */
function labelAfter(word: Exclude<NumberWord, { kind: 'number' }>, label: Field | undefined): Field | undefined {
  switch (word.kind) {
    case 'label':
      return word.field;
    case 'filler':
      return label;
    case 'mixed':
    case 'other':
      return undefined;
  }
}

const newChain = (digits: string, label: Field | undefined): { label?: Field; runs: string[] } =>
  label !== undefined && canLabel(label, digits.length) ? { label, runs: [digits] } : { runs: [digits] };
