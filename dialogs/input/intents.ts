import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { LOCALES } from '../../src/domain/locale';
import type { MessageCatalog } from '../../src/i18n/translate';

/** What can be made out of a sentence that is no exact command. Never anything that ends or changes something. */
const MEANINGS = [
  'told-key',
  'yes',
  'recover',
  'foreigner',
  'domestic',
  'not-received',
  'no-mailbox-access',
  'resend',
  'in-person',
  'why',
  'greeting',
] as const;

type Understood = (typeof MEANINGS)[number];

/** What may be meant instead of an answer; that somebody told a key asks for a warning only. */
export type Intent = Exclude<Understood, 'told-key'>;

/** The first of `among` that the sentence means. Asked only after commands and numbers were looked for in vain. */
export type IntentReader = <M extends Understood>(text: string, among: readonly M[]) => M | undefined;

/** A longer message says more than one thing; it is not guessed at. */
const MOST_WORDS = 25;

/**
 * Sentences by their telling words. `hints.*` in `locales/` lists alternatives between `|`; of one alternative all words must be
 * there, in any order; with `^` the sentence must begin with it.
 */
export function createIntentReader(words: MessageCatalog): IntentReader {
  const hints = new Map(
    MEANINGS.map((meaning) => [
      meaning,
      LOCALES.flatMap((locale) => words(locale)(`hints.${meaning}`).split('|').map(readHint)),
    ]),
  );
  return (text, among) => {
    const said = normaliseCommand(text).split(/[^\p{L}\p{N}']+/u);
    if (said.length > MOST_WORDS) return undefined;
    return among.find((meaning) => hints.get(meaning)?.some((isIn) => isIn(said)));
  };
}

function readHint(hint: string): (said: readonly string[]) => boolean {
  const telling = normaliseCommand(hint).split(' ');
  return hint.startsWith('^')
    ? (said) => telling.every((word, place) => said[place] === word)
    : (said) => telling.every((word) => said.includes(word));
}
