import { foldText, stripDiacritics } from '../../domain/reading/normalise-text';
import type { LanguageWords } from './language-words';

/** A text as the recogniser reads it. */
export interface Sentence {
  /** The words of each clause, without greetings and fillers. Never empty for a text that has a word. */
  readonly clauses: readonly (readonly string[])[];
  /** All words of all clauses. */
  readonly words: readonly string[];
  readonly hasQuestionMark: boolean;
}

const CLAUSE_END = /[.,;:!?¿¡()\n…–—]+/u;
const SYMBOL = /\p{Extended_Pictographic}/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** Reads texts of a language into sentences. */
export function createSentenceReader({ fillers, spellings, symbols }: LanguageWords): (text: string) => Sentence {
  const meantBySymbol = new Map(Object.entries(symbols));
  const spelt = new Map(Object.entries(spellings).map(([word, meant]) => [word, meant.split(' ').filter(Boolean)]));
  const fillerWords = fillers.map((filler) => filler.split(' ')).sort((a, b) => b.length - a.length);

  return (text) => {
    const folded = simplify(text).replace(SYMBOL, (symbol) => ` ${meantBySymbol.get(symbol) ?? ''} `);
    const spoken = folded
      .split(CLAUSE_END)
      .map((clause) => (clause.match(WORD) ?? []).flatMap((word) => spelt.get(word) ?? [word]));
    const meant = spoken.map((clause) => dropFillers(clause, fillerWords));
    const clauses = (meant.some((clause) => clause.length > 0) ? meant : spoken).filter((clause) => clause.length > 0);
    return { clauses, words: clauses.flat(), hasQuestionMark: /[?¿]/.test(folded) };
  };
}

/** Drops case and accents, shortens letters that are repeated for emphasis, and makes every number `0`, so that no digits of a person stay. */
const simplify = (text: string): string =>
  stripDiacritics(foldText(text))
    .replace(/['’‘`´]/gu, '')
    .replace(/(.)\1{2,}/gu, '$1$1')
    .replace(/\p{N}+/gu, '0');

function dropFillers(words: readonly string[], fillers: readonly (readonly string[])[]): readonly string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length;) {
    const found = fillers.find((filler) => filler.every((word, offset) => words[index + offset] === word));
    if (found === undefined) kept.push(words[index] ?? '');
    index += found?.length ?? 1;
  }
  return kept;
}
