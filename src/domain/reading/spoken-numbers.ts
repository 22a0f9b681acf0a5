import { wordRole } from './field-labels';
import { readSpokenUnit, type SpokenUnit } from './spoken-units';

/** Which words count as digits. `groups`: also "diecisiete" and "sesenta y cinco", which can mean several digit sequences. */
export type SpokenDigits = 'single' | 'groups';

/** A unit and its place in the text. `at` is the index of its first word. */
interface PlacedUnit extends SpokenUnit {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\d]+/gu;
const GAP = /^[\s.,·/_-]{0,3}$/;
/** Fewer digits occur in sentences that hold no number: "uno de los dos". */
const LONG_NUMBER = 4;
/** The cédula or RUC beside which a branch may stand in words: "1790010937001 sucursal dos". */
const TYPED_NUMBER = /\d{10}/;
const MAX_WORDS_AFTER_LABEL = 3;
/** No unit has more words: "ciento setenta y nueve". */
const MAX_WORDS = 4;

/**
 * Writes numbers in words as digits: `uno siete uno cero` becomes `1710`. Leaves numbers with fewer digits than `shortest` as they are,
 * except after the word for a branch beside a longer one. Expects lower case without accents.
 */
export function writeSpokenNumbers(text: string, spoken: SpokenDigits, shortest = LONG_NUMBER): string {
  const matches = Array.from(text.matchAll(WORD));
  const spokenNumbers = sequencesIn(text, matches).filter((units) => isSpoken(units, spoken));
  const isLong = (units: UnitSequence): boolean => countDigits(units) >= shortest;
  const numbers =
    spokenNumbers.some(isLong) || TYPED_NUMBER.test(text)
      ? spokenNumbers.filter((units) => isLong(units) || followsBranchLabel(matches, units[0].at))
      : [];
  let end = 0;
  const parts = numbers.map((units) => {
    const before = text.slice(end, units[0].start);
    end = units.at(-1)?.end ?? end;
    return before + write(text, units);
  });
  return parts.join('') + text.slice(end);
}

type UnitSequence = [PlacedUnit, ...PlacedUnit[]];

/** Returns the units that only signs and spaces separate. */
function sequencesIn(text: string, matches: readonly RegExpExecArray[]): readonly UnitSequence[] {
  const sequences: UnitSequence[] = [];
  let before: PlacedUnit | undefined;
  let at = 0;
  while (at < matches.length) {
    const unit = placeUnit(matches, at);
    if (unit) appendUnit(sequences, unit, before && GAP.test(text.slice(before.end, unit.start)));
    before = unit;
    at += unit?.words ?? 1;
  }
  return sequences;
}

function appendUnit(sequences: UnitSequence[], unit: PlacedUnit, isNext: boolean | undefined): void {
  if (isNext) sequences.at(-1)?.push(unit);
  else sequences.push([unit]);
}

const countDigits = (units: UnitSequence): number => units.reduce((sum, { digits }) => sum + digits.length, 0);

function placeUnit(matches: readonly RegExpExecArray[], at: number): PlacedUnit | undefined {
  const unit = readSpokenUnit(matches.slice(at, at + MAX_WORDS).map(([word]) => word));
  const first = matches[at];
  const last = matches[at + (unit?.words ?? 1) - 1];
  return unit && first && last && { ...unit, at, start: first.index, end: last.index + last[0].length };
}

function isSpoken(units: readonly SpokenUnit[], spoken: SpokenDigits): boolean {
  const has = (kind: SpokenUnit['kind']): boolean => units.some((unit) => unit.kind === kind);
  return has('group') ? spoken === 'groups' : has('single');
}

/** Leaves the gaps between typed digits, which may part two numbers. */
function write(text: string, units: readonly PlacedUnit[]): string {
  return units.reduce((written, unit, index) => {
    const before = units[index - 1];
    return written + (before === undefined ? '' : jointBetween(text, before, unit)) + unit.digits;
  }, '');
}

function jointBetween(text: string, before: PlacedUnit, unit: PlacedUnit): string {
  const gap = text.slice(before.end, unit.start);
  return gap === ' ' && before.kind !== 'typed' && unit.kind !== 'typed' ? '' : gap;
}

/** "sucursal dos", "sucursal número dos". */
function followsBranchLabel(matches: readonly RegExpExecArray[], at: number): boolean {
  for (const [word] of matches.slice(Math.max(0, at - MAX_WORDS_AFTER_LABEL), at).reverse()) {
    const role = wordRole(word);
    if (role.kind === 'label') return role.field === 'branch';
    if (role.kind !== 'filler') return false;
  }
  return false;
}
