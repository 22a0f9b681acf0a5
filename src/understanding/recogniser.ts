import { LOCALES, type Locale } from '../domain/locale';
import { INTENT_LABELS, type IntentLabel } from './intent-labels';
import { loadModels } from './model/load-models';
import { LANGUAGE_MODEL } from './model/weights-file';
import type { Prompt } from './prompts';
import { createMeaningReader, type Meanings } from './read-meanings';
import { loadLanguageWords } from './reading/language-words';
import type { Meaning } from './reading/text-reader';
import { createLanguageRecogniser } from './recognise-language';

/** How a sentence is read. Holds nothing of its text. */
export interface Understanding {
  /** The most probable intent at this prompt. */
  readonly intent: IntentLabel;
  /** `sure`: act on it. `unsure`: the intent and `alternative` are close, so ask. `none`: not understood. */
  readonly confidence: 'sure' | 'unsure' | 'none';
  /** The second most probable intent. */
  readonly alternative: IntentLabel;
  /** 0 to 1, of `intent`. */
  readonly probability: number;
  /** `negative`: the sentence denies what its words name. `mixed`: it affirms and objects, as in "sí, pero…". */
  readonly polarity: 'positive' | 'negative' | 'mixed';
  readonly isQuestion: boolean;
  /** The sentence reports what somebody else, a page or a mail says. */
  readonly isReported: boolean;
  /** The language in which the sentence is clearly written, if any. */
  readonly language: Locale | undefined;
}

/** Deterministic, and keeps nothing of the text. */
export interface Recogniser {
  /** Reads a sentence that was typed at a prompt. */
  (text: string, prompt: Prompt, locale: Locale): Understanding;
  /** Returns the language in which a text is clearly written, if any, without reading what it means. */
  readonly languageOf: (text: string) => Locale | undefined;
}

/** From this probability on an intent is acted on. decisions/0043 has the shares of right and wrong readings above each value. */
const SURE = 0.4;
/** The same for texts none of whose words is among the examples. */
const SURE_WITHOUT_WORDS = 0.6;
/** From this probability on too, when the second intent is this many times less probable. */
const SURE_ALONE = 0.27;
const FAR_BEHIND = 2;
/** Below this probability nothing is understood. */
const UNSURE = 0.18;

/** Creates the recogniser from the models that the build has trained. @throws when they are missing or do not fit */
export function createRecogniser(models = loadModels()): Recogniser {
  const languages = new Map(LOCALES.map((locale) => [locale, createMeaningReader(locale, get(models, locale))]));
  const writtenIn = createLanguageRecogniser(get(models, LANGUAGE_MODEL), unmistakableWords());
  const languageOf = (text: string): Locale | undefined => {
    const written = writtenIn(text);
    return written === 'other' ? undefined : written;
  };
  const recognise = (text: string, prompt: Prompt, locale: Locale): Understanding => {
    const language = writtenIn(text);
    if (language === 'other') return asksForLanguages(judge(get(languages, locale)(text, prompt)));
    const readIn = (each: Locale) => (part: string) => get(languages, each)(part, prompt);
    const { objects, ...reading } = judgeText(text, readIn(language ?? locale));
    // A word or two settle no language, but can be clear in the other one. It would not see an objection in the own language.
    const isOpen = language === undefined && reading.polarity === 'positive' && !objects;
    if (!isOpen || reading.confidence === 'sure') return { ...reading, language };
    const others = LOCALES.filter((each) => each !== locale).map((each) => judge(readIn(each)(text)));
    return { ...(others.find(({ confidence }) => confidence === 'sure') ?? reading), language };
  };
  return Object.assign(recognise, { languageOf });
}

type Judgement = Omit<Understanding, 'language'>;

/** What stands before the clause that says what the person wants: "no quiero cancelar, solo pregunto cuánto cuesta". */
const BEFORE_LAST_CLAUSE =
  /^.*(?:[,.;:!?…]|(?<!\p{L})(?:pero|sino|but|just|only|s[oó]lo|solamente)(?!\p{L}))(?=.*\p{L})/su;

/** Judges the whole text, or its last clause alone when the whole is not clear. The signals are always those of the whole. */
function judgeText(text: string, read: (part: string) => Meanings): Judgement & { readonly objects: boolean } {
  const meanings = read(text);
  const whole = { ...judge(meanings), objects: meanings.signals.objects };
  const clause = text.replace(BEFORE_LAST_CLAUSE, '');
  if (whole.confidence === 'sure' || clause === text) return whole;
  const { alternative, confidence, intent, probability } = judge(read(clause));
  // Consent is never read from a part of what was said.
  return confidence === 'sure' && intent !== 'confirm'
    ? { ...whole, alternative, confidence, intent, probability }
    : whole;
}

/** Takes the two most probable intents. Parts of words alone must be very telling. */
function judge({ hasKnownWord, hasWord, meanings, signals }: Meanings): Judgement {
  const [first, second] = meanings.flatMap(({ meaning, probability }) =>
    isIntent(meaning) ? [{ intent: meaning, probability }] : [],
  );
  if (first === undefined || second === undefined) throw new Error(`fewer than two of ${INTENT_LABELS.length} intents`);
  const isFaint = !hasKnownWord && first.probability < SURE_WITHOUT_WORDS;
  const isNone = !hasWord || isFaint || meanings[0]?.meaning === 'unrelated';
  const { isQuestion, isReported, polarity } = signals;
  return {
    intent: first.intent,
    alternative: second.intent,
    probability: first.probability,
    confidence: isNone ? 'none' : bandOf(first.probability, second.probability),
    polarity,
    isQuestion,
    isReported,
  };
}

/** Gives a sentence in a language that this service does not speak the intent `languages`, whatever it means. */
const asksForLanguages = (reading: Omit<Understanding, 'language'>): Understanding => ({
  ...reading,
  intent: 'languages',
  alternative: reading.intent === 'languages' ? reading.alternative : reading.intent,
  confidence: 'sure',
  probability: 1,
  language: undefined,
});

const INTENTS: ReadonlySet<string> = new Set(INTENT_LABELS);
const isIntent = (meaning: Meaning): meaning is IntentLabel => INTENTS.has(meaning);

function bandOf(probability: number, second: number): Understanding['confidence'] {
  if (probability >= SURE || (probability >= SURE_ALONE && probability >= FAR_BEHIND * second)) return 'sure';
  return probability >= UNSURE ? 'unsure' : 'none';
}

const unmistakableWords = (): ReadonlyMap<Locale, ReadonlySet<string>> =>
  new Map(LOCALES.map((locale) => [locale, new Set(loadLanguageWords(locale).unmistakable)]));

function get<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing for ${String(key)}`);
  return value;
}
