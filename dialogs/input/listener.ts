import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { Recogniser, Understanding } from '../../src/understanding/recogniser';
import type { AnswerMessages } from '../answers/create-answers';
import { notUnderstoodMessages } from '../answers/help-messages';
import type { Situation } from '../answers/situation';
import type { BotMessage, Chat, Choice } from '../chat';
import type { Miss } from './miss';
import type { IntentTitleReader } from './intent-titles';
import type { Command } from './commands';
import { chooseLanguage, type LanguageReader } from './language';
import type { Said } from './said';

/** An intent that was inferred from a sentence, perhaps wrongly. Who gets one may explain, ask or offer, and nothing else. */
export interface InferredIntent {
  readonly intent: IntentLabel;
}

/** What a message led to that is neither an exact saying nor an answer to the prompt's question. */
export type Heard =
  /** A question was answered. The prompt repeats its own question. */
  | { readonly kind: 'answered' }
  /** The remark replaces the prompt's question. */
  | { readonly kind: 'asked'; readonly remark: BotMessage }
  /** The person said goodbye. The remark replaces the prompt's question, whatever is under way. */
  | { readonly kind: 'ended'; readonly remark: BotMessage }
  /** No general answer: the dialog of the prompt responds, or calls `notUnderstood`. */
  | ({ readonly kind: 'intent'; readonly miss: Miss } & InferredIntent);

export interface IntentBeside extends InferredIntent {
  readonly polarity: Understanding['polarity'];
}

export interface Listener extends LanguageReader {
  /** Answers a question that may be asked at any prompt, asks which of two was meant, or returns the intent. */
  listen(chat: Chat, said: Said, situation: Situation): Promise<Heard>;
  /** Answers a question that stands beside a number: "1710034065, ¿cuánto se demoran?". Returns an intent that is understood for sure. */
  listenBeside(chat: Chat, said: Said, situation: Situation): Promise<IntentBeside | undefined>;
  /** Returns the intent of the message when it is understood for sure. */
  sureIntent(said: Said, situation: Situation): IntentLabel | undefined;
  /** Whether the message tells an access key. Its numbers are not to be read then. */
  disclosesKey(said: Said, situation: Situation): boolean;
  /** Returns help for the prompt; after two messages in a row, the telephone and the office as well. */
  notUnderstood(chat: Chat, said: Said, miss: Miss): Promise<BotMessage>;
}

const LANGUAGE_CHANGED: BotMessage = { key: 'language.changed' };

/** Fewer words beside a number are a label, such as "mi cédula es". */
const FEWEST_WORDS_BESIDE = 2;

export interface ListenerOptions {
  readonly recognise: Recogniser;
  readonly readTitle: IntentTitleReader;
  readonly answer: AnswerMessages;
  readonly codeLength: number;
}

export function createListener({ answer, codeLength, readTitle, recognise }: ListenerOptions): Listener {
  const readings = new WeakMap<Said, Map<string, Understanding>>();

  /** Reads a message once for each prompt and language, although several steps of a turn ask what it means. */
  const recogniseOnce = (said: Said, { locale, prompt }: Situation): Understanding => {
    const known = readings.get(said) ?? new Map<string, Understanding>();
    const key = `${prompt} ${locale}`;
    const reading = known.get(key) ?? recognise(said.text, prompt, locale);
    readings.set(said, known.set(key, reading));
    return reading;
  };

  const understand = (said: Said, situation: Situation): Understanding => {
    const understanding = recogniseOnce(said, situation);
    const command: Command | undefined = said.command;
    const chosen = said.intent ?? (command && INTENTS_OF_COMMANDS[command]) ?? readTitle(said.text);
    return chosen ? { ...understanding, intent: chosen, confidence: 'sure', polarity: 'positive' } : understanding;
  };

  const notUnderstood = async (chat: Chat, said: Said, miss: Miss): Promise<BotMessage> => {
    chat.recordMiss(miss);
    chat.session.misses = said.misses + 1;
    const isRepeated = said.misses > 0;
    const messages = notUnderstoodMessages(miss.prompt, { codeLength, isRepeated });
    for (const message of messages.slice(0, -1)) await chat.send(message);
    return { ...(messages.at(-1) as BotMessage), ...(isRepeated && { choices: ['contact', 'in-person'] }) };
  };

  return {
    async listen(chat, said, situation) {
      const understanding = understand(said, situation);
      const { alternative, confidence, intent } = understanding;
      const miss = { prompt: situation.prompt, nearest: intent, confidence };
      if (confidence === 'none') return { kind: 'asked', remark: await notUnderstood(chat, said, miss) };
      if (confidence === 'unsure') return { kind: 'asked', remark: whichOfTwo([intent, alternative], situation) };
      const isLanguage = chooseLanguage(chat.session, intent);
      const answers = isLanguage ? [LANGUAGE_CHANGED] : answer(intent, situation);
      if (answers.length === 0) return { kind: 'intent', intent, miss };
      if (intent === 'goodbye') return { kind: 'ended', remark: answers.at(-1) as BotMessage };
      for (const message of answers) await chat.send(message);
      return { kind: 'answered' };
    },

    async listenBeside(chat, said, situation) {
      if ((said.text.match(/\p{L}{2,}/gu) ?? []).length < FEWEST_WORDS_BESIDE) return undefined;
      const { confidence, intent, isQuestion, polarity } = understand(said, situation);
      if (confidence !== 'sure') return undefined;
      if (isQuestion) for (const message of answer(intent, situation)) await chat.send(message);
      return { intent, polarity };
    },

    sureIntent(said, situation) {
      const { confidence, intent } = understand(said, situation);
      return confidence === 'sure' ? intent : undefined;
    },

    disclosesKey(said, situation) {
      const { confidence, intent, isQuestion } = understand(said, situation);
      return intent === 'key-disclosed' && confidence === 'sure' && !isQuestion;
    },

    notUnderstood,
    languageOf: recognise.languageOf,
  };
}

/** Commands that are answered like the question which they stand for. */
const INTENTS_OF_COMMANDS: Partial<Record<Command, IntentLabel>> = {
  contact: 'phone',
  goodbye: 'goodbye',
  greeting: 'greeting',
  help: 'help',
  'in-person': 'in-person',
  'no-mailbox-access': 'no-mailbox-access',
  'not-received': 'not-received',
  requirements: 'requirements',
  thanks: 'thanks',
  why: 'why',
};

/**
 * Both titles can be tapped. A tapped title is read like a sentence of that intent, so it has no consequence either. At the question for
 * the branch, "1" is a branch.
 */
const whichOfTwo = (intents: readonly IntentLabel[], { prompt }: Situation): BotMessage => ({
  key: 'did-you-mean',
  choices: intents.map((intent): Choice => ({ intent })),
  isListed: prompt !== 'branch',
});
