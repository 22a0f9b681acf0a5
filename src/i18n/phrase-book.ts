import en from '../../locales/phrase-words.en.json';
import esEC from '../../locales/phrase-words.es-EC.json';
import type { Locale } from '../domain/locale';
import type { PhraseBook, SecurityPhrase } from '../ports/security/phrase-book';
import type { Random } from '../ports/system';

const WORDS: Readonly<Record<Locale, readonly string[]>> = { 'es-EC': esEC, en };

/** Draws phrases of two different words such as `colibrí sendero`: easy to compare, and hard to guess for the sender of a forged mail. */
export const createPhraseBook = (random: Random): PhraseBook => ({
  draw(locale) {
    const words = WORDS[locale];
    const first = random.below(words.length);
    // A step of 1 to n-1 further around the list never comes back to the first word.
    const second = (first + 1 + random.below(words.length - 1)) % words.length;
    return [words[first], words[second]].join(' ') as SecurityPhrase;
  },
});
