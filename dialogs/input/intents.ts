import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { LOCALES } from '../../src/domain/locale';
import type { MessageCatalog } from '../../src/i18n/translate';

/** What can be recognised in a sentence that is no exact command. None of these ends or changes anything. */
const INTENTS = [
  'key-disclosed',
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

type RecognisedIntent = (typeof INTENTS)[number];

/** What a sentence may mean instead of an answer. A disclosed key is excluded: it only leads to a warning. */
export type Intent = Exclude<RecognisedIntent, 'key-disclosed'>;

/**
 * An intent that was recognised in a sentence, and may have been recognised wrongly. It is no `Command`, so the compiler rejects it where
 * something would be ended or changed.
 */
export interface InferredIntent<I extends RecognisedIntent = Intent> {
  readonly inferred: I;
}

/** Returns the first intent of `candidates` that the sentence expresses. Called only when the text has no command and no number. */
export type IntentReader = <I extends RecognisedIntent>(
  text: string,
  candidates: readonly I[],
) => InferredIntent<I> | undefined;

/** Longer messages are not interpreted, because they say more than one thing. */
const MAX_WORDS = 25;

/**
 * Returns a function that recognises intents by keywords. `intents.*` in `locales/` lists alternatives between `|`. All words of an
 * alternative must occur, in any order; after `^` they must begin the sentence.
 */
export function createIntentReader(catalog: MessageCatalog): IntentReader {
  const matchers = new Map(
    INTENTS.map((intent) => [
      intent,
      LOCALES.flatMap((locale) => catalog(locale)(`intents.${intent}`).split('|').map(createMatcher)),
    ]),
  );
  return (text, candidates) => {
    const words = normaliseCommand(text).split(/[^\p{L}\p{N}']+/u);
    if (words.length > MAX_WORDS) return undefined;
    const inferred = candidates.find((intent) => matchers.get(intent)?.some((matches) => matches(words)));
    return inferred && { inferred };
  };
}

function createMatcher(alternative: string): (words: readonly string[]) => boolean {
  const keywords = normaliseCommand(alternative).split(' ');
  return alternative.startsWith('^')
    ? (words) => keywords.every((keyword, index) => words[index] === keyword)
    : (words) => keywords.every((keyword) => words.includes(keyword));
}
