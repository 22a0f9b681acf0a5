import { createAssertionReader } from './assertion-reader';
import { completeMeaning, ELLIPTIC_MEANINGS, type EllipticMeaning } from './elliptic-meanings';
import { INTENT_LABELS } from './intent-labels';
import { isUsual } from './prompt-priors';
import type { Prompt } from './prompts';
import type { LanguageWords } from './reading/language-words';
import { createNegationFinder, isDenied, isDeniedAfter } from './reading/signals';
import { createPhraseFinder } from './reading/phrases';
import type { Meaning, Reading } from './reading/text-reader';

/** Scores by meaning: logarithms of probabilities, but for a constant. */
export type Scores = Map<Meaning, number>;

/** An unusual intent is this many times less probable than the sentence alone makes it. */
const UNUSUAL = Math.log(6);

/** Sentences such as "nada está mal": they agree although they deny, so that they are completed after objections are found. */
const DENYING: readonly EllipticMeaning[] = ['nothing', 'nothing-wrong'];
const PLAIN = ELLIPTIC_MEANINGS.filter((meaning) => !DENYING.includes(meaning));

/** Changes scores by what the sentence alone does not show the model: the prompt, and what is denied. */
export type ScoreInterpreter = (scores: Scores, reading: Reading, prompt: Prompt) => void;

/** Creates the interpreter for a language. */
export function createScoreInterpreter(language: LanguageWords): ScoreInterpreter {
  const findDenied = createDenialReader(language);
  const findAssertions = createAssertionReader(language);
  const settleConsent = createConsentReader(language);
  return (scores, reading, prompt) => {
    for (const intent of INTENT_LABELS)
      if (!isUsual(intent, prompt)) scores.set(intent, scoreOf(scores, intent) - UNUSUAL);
    for (const elliptic of PLAIN) move(scores, elliptic, completeMeaning(elliptic, prompt));
    for (const { of, means } of [...findDenied(reading), ...findAssertions(reading)]) move(scores, of, means);
    // Nobody has been asked yet whether it is domestic service.
    if (prompt === 'menu') move(scores, 'not-domestic', 'recover');
    settleConsent(scores, reading, prompt);
  };
}

/** Creates the part of the interpreter that reads no consent from a sentence that does not clearly give it. */
function createConsentReader(language: LanguageWords): ScoreInterpreter {
  const findObjection = createObjectionReader(language);
  const objectsOutright = createOutrightObjectionReader(language);
  return (scores, reading, prompt) => {
    const objection = findObjection(reading) ?? 'reject';
    if (objects(reading)) move(scores, 'confirm', objection);
    for (const elliptic of DENYING) move(scores, elliptic, completeMeaning(elliptic, prompt));
    if (objectsOutright(reading)) move(scores, 'confirm', objection);
    if (leavesOpen(reading)) move(scores, 'confirm', 'help');
  };
}

/** No consent is read from a sentence that denies or objects: it rejects. */
const objects = ({ signals }: Reading): boolean => signals.polarity !== 'positive' || signals.objects;

/** No consent is read from a question or from what somebody else says either. They reject nothing, so the person is told what to write. */
const leavesOpen = ({ sentence, signals }: Reading): boolean => sentence.hasQuestionMark || signals.isReported;

const scoreOf = (scores: Scores, meaning: Meaning): number => scores.get(meaning) ?? -Infinity;

/** Gives the whole probability of one meaning to another one. */
function move(scores: Scores, from: Meaning, to: Meaning): void {
  const [taken, given] = [scoreOf(scores, from), scoreOf(scores, to)];
  const high = Math.max(taken, given);
  if (high > -Infinity) scores.set(to, high + Math.log(Math.exp(taken - high) + Math.exp(given - high)));
  scores.set(from, -Infinity);
}

/** Finds intents whose key word is denied, such as "no quiero cancelar", and what the sentence means instead. */
function createDenialReader(language: LanguageWords) {
  const findNegations = createNegationFinder(language);
  const deniesIdentity = createIdentityDenialReader(language);
  const denials = language.denials.map((denial) => ({ ...denial, find: createPhraseFinder(denial.words) }));
  return ({ sentence }: Reading) =>
    denials.filter(({ find, identifying }) => {
      const found = sentence.clauses.flatMap((clause) => {
        const negations = findNegations(clause);
        return find(clause).map(({ start }) =>
          identifying
            ? deniesIdentity(clause, start)
            : isDenied(start, negations) || (!sentence.hasQuestionMark && isDeniedAfter(start, clause, negations)),
        );
      });
      // "No soy jubilado, soy afiliado" still names an insured person.
      return identifying ? found.length > 0 && found.every(Boolean) : found.some(Boolean);
    });
}

/**
 * Returns a function that tells whether a clause denies being what a word names: "no soy el afiliado". With another word between the
 * negation and that word, the clause denies something else: "no recuerdo la clave de afiliado".
 */
function createIdentityDenialReader({ identification }: LanguageWords) {
  const negations = new Set(identification.negations);
  const links = new Set(identification.links);
  return (clause: readonly string[], word: number): boolean => {
    const before = clause.slice(0, word);
    const nearest = before.findLastIndex((each) => !links.has(each) || negations.has(each));
    return negations.has(before[nearest] ?? '');
  };
}

/** Finds a contrast, or an objection that its clause does not deny: "nada está mal, pero…" objects, "nada está mal" does not. */
function createOutrightObjectionReader(language: LanguageWords) {
  const findContrasts = createPhraseFinder(language.contrasts);
  const findObjections = createPhraseFinder(language.objections);
  const findNegations = createNegationFinder(language);
  return ({ sentence: { clauses } }: Reading): boolean =>
    clauses.some(
      (clause) =>
        findContrasts(clause).length > 0 || (findObjections(clause).length > 0 && findNegations(clause).length === 0),
    );
}

const CORRECTIONS = [
  ['document', 'correct-document'],
  ['ruc', 'correct-ruc'],
  ['branch', 'correct-branch'],
] as const;

/** Finds the number that a sentence takes exception to: the one that it names after a contrast or a negation. */
function createObjectionReader(language: LanguageWords) {
  const findContrasts = createPhraseFinder([...language.contrasts, ...language.negations]);
  const named = CORRECTIONS.map(([concept, meaning]) => ({ meaning, words: new Set(language.concepts[concept]) }));
  return ({ sentence: { words } }: Reading): Meaning | undefined => {
    const [contrast] = findContrasts(words);
    const after = contrast === undefined ? [] : words.slice(contrast.end + 1);
    return named.find((each) => after.some((word) => each.words.has(word)))?.meaning;
  };
}
