import type { LanguageWords } from './language-words';
import { createPhraseFinder, type PhraseFinder } from './phrases';
import type { Sentence } from './sentence';

/** What a sentence does with its words, whatever they name. */
export interface Signals {
  /** `negative`: the sentence denies what its words name. `mixed`: it affirms and objects, as in "sí, pero…". */
  readonly polarity: 'positive' | 'negative' | 'mixed';
  readonly isQuestion: boolean;
  /** The sentence reports what somebody else, a page or a mail says. */
  readonly isReported: boolean;
  /** Whether a word contrasts or says that something is wrong, which no agreement does. */
  readonly objects: boolean;
}

/** A word is denied when a negation stands at most this many words before it in its clause. */
export const NEGATION_REACH = 4;

export type SignalReader = (sentence: Sentence) => Signals;

/** Reads negation, contrast, questions and reported speech by the words of a language. */
export function createSignalReader(language: LanguageWords): SignalReader {
  const findNegations = createNegationFinder(language);
  const findAffirmations = createPhraseFinder(language.affirmations);
  const findContrasts = createPhraseFinder(language.contrasts);
  const findAdversatives = createPhraseFinder(language.adversatives);
  const findObjections = createPhraseFinder(language.objections);
  const findReporters = createPhraseFinder(language.reporters);
  const asks = createQuestionReader(language);

  /** Whether a clause affirms with words that no negation denies. */
  const affirms = (clause: readonly string[]): boolean => {
    const negations = findNegations(clause);
    return findAffirmations(clause).some(({ start }) => !isDenied(start, negations));
  };

  return ({ clauses, hasQuestionMark, words }) => {
    const has = (find: PhraseFinder): boolean => clauses.some((clause) => find(clause).length > 0);
    const denies = clauses.some((clause) => findNegations(clause).length > 0);
    const objects = has(findObjections) || has(findContrasts);
    const isMixed =
      (clauses.some(affirms) && (denies || objects)) || findAdversatives(words).some(({ start }) => start > 0);
    return {
      polarity: isMixed ? 'mixed' : denies ? 'negative' : 'positive',
      isQuestion: hasQuestionMark || clauses.some(asks),
      isReported: has(findReporters),
      objects,
    };
  };
}

/** Whether a negation stands shortly before the word. */
export const isDenied = (word: number, negations: readonly number[]): boolean =>
  negations.some((at) => at < word && word - at <= NEGATION_REACH);

/** Whether a clause ends with a negation shortly after the word: "en persona no". */
export const isDeniedAfter = (word: number, clause: readonly string[], negations: readonly number[]): boolean =>
  negations.includes(clause.length - 1) && word < clause.length - 1 && clause.length - 1 - word <= NEGATION_REACH;

/** Returns a function that tells whether a clause asks: it begins with a question word, or ends as a question. */
function createQuestionReader({ connectives, questionEnds, questionOpeners, questionWords }: LanguageWords) {
  const findStarts = createPhraseFinder([...questionWords, ...questionOpeners]);
  const findEnds = createPhraseFinder(questionEnds);
  return (clause: readonly string[]): boolean => {
    const start = clause.findIndex((word) => !connectives.includes(word));
    return (
      findStarts(clause).some((found) => found.start === 0 || found.start === start) ||
      findEnds(clause).some((found) => found.start > 0 && found.end === clause.length - 1)
    );
  };
}

/** Returns a function that gives the positions of the words that negate. Phrases such as "no hay problema" negate nothing. */
export function createNegationFinder({
  negations,
  harmlessNegations,
}: Pick<LanguageWords, 'negations' | 'harmlessNegations'>): (clause: readonly string[]) => readonly number[] {
  const words = new Set(negations);
  const harmless = createPhraseFinder(harmlessNegations);
  return (clause) => {
    const exempt = harmless(clause);
    return clause.flatMap((word, at) =>
      words.has(word) && !exempt.some(({ start, end }) => at >= start && at <= end) ? [at] : [],
    );
  };
}
