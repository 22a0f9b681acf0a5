import type { LanguageWords } from './reading/language-words';
import { createPhraseFinder } from './reading/phrases';
import { createNegationFinder } from './reading/signals';
import type { Reading } from './reading/text-reader';

export type Assertion = LanguageWords['assertions'][number];

/**
 * Creates a function that finds the assertions of a sentence, such as "no, siga": words that it affirms although the sentence resembles those
 * that deny them. A question asserts nothing, and neither does a sentence that also names what it would deny: "quiero salir y seguir mañana".
 */
export function createAssertionReader(language: LanguageWords): (reading: Reading) => readonly Assertion[] {
  const findNegations = createNegationFinder(language);
  const denials = language.denials.map(({ of, words }) => ({ of, find: createPhraseFinder(words) }));
  const assertions = language.assertions.map((assertion) => ({
    ...assertion,
    find: createPhraseFinder(assertion.words),
    others: denials.filter(({ of }) => of === assertion.of),
  }));
  /** Whether a clause denies its word at this place. Unlike elsewhere, a negation counts however far before it stands. */
  const denies = (clause: readonly string[], word: number): boolean =>
    findNegations(clause).some((at) => at < word || at === clause.length - 1);

  return ({ sentence: { clauses, hasQuestionMark }, signals }) => {
    if (hasQuestionMark || signals.isQuestion) return [];
    return assertions.filter(({ contrasting, find, others }) => {
      if (contrasting && signals.polarity === 'positive') return false;
      const found = clauses.flatMap((clause) => find(clause).map(({ start }) => denies(clause, start)));
      const isOtherNamed = clauses.some((clause) =>
        others.some((other) => other.find(clause).some(({ start }) => !denies(clause, start))),
      );
      return found.length > 0 && !found.includes(true) && !isOtherNamed;
    });
  };
}
