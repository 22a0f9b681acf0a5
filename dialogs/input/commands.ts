import { foldText, normaliseCommand } from '../../src/domain/reading/normalise-text';
import type { Brand } from '../../src/domain/brand';
import { LOCALES } from '../../src/domain/locale';
import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { MessageCatalog } from '../../src/i18n/translate';

/** Everything a person can reply with words instead of numbers. `choice.*` in `locales/` has the titles, `synonyms.*` the synonyms. */
export const COMMANDS = [
  'recover',
  'restart',
  'another-branch',
  'another-ruc',
  'continue',
  'requirements',
  'no-mailbox-access',
  'contact',
  'menu',
  'greeting',
  'help',
  'cancel',
  'back',
  'correct',
  'correct-document',
  'correct-ruc',
  'correct-branch',
  'foreigner',
  'cedula',
  'domestic',
  'main-branch',
  'yes',
  'agree',
  'no',
  'resend',
  'not-received',
  'in-person',
  'why',
  'thanks',
  'goodbye',
  'not-me',
  'language-es',
  'language-en',
] as const;

export type Command = (typeof COMMANDS)[number];

/**
 * A command that a person gave on purpose: a tapped choice, an exact saying, or a yes to a question that names the effect. Only this module
 * creates one. Functions that end, change, send or discard something take a `GivenCommand`, so the compiler rejects an inferred intent.
 */
export type GivenCommand = Brand<Command, 'GivenCommand'>;

/** What a question offers: a command, or to try a code. */
export type Offered = Command | 'try-code';

/** Offers whose "yes" ends, discards or uses up something. */
const STRICT: ReadonlySet<Offered> = new Set([
  'try-code',
  'cancel',
  'not-me',
  'menu',
  'restart',
  'recover',
  'back',
  'correct',
  'correct-document',
  'correct-ruc',
  'correct-branch',
]);

/**
 * Returns the "yes" or "no" that a command is as a reply. Agreement such as "listo", "continuar" or "todo bien" is a "yes", for example to
 * the summary, but to an offer whose "yes" ends something it means to go on: a "no". "Seguir" is a "no" to every offer.
 */
export function replyOf(given: GivenCommand | undefined, offered: Offered | undefined): GivenCommand | undefined {
  const name: Command | undefined = given;
  if (name === 'agree') return (offered !== undefined && STRICT.has(offered) ? 'no' : 'yes') as GivenCommand;
  return name === 'continue' && offered !== undefined ? ('no' as GivenCommand) : given;
}

/** Commands that only answer, explain or lead to a question. They may be asked as well: "¿contacto?". */
const ASKABLE: ReadonlySet<Command> = new Set([
  'another-branch',
  'another-ruc',
  'contact',
  'continue',
  'goodbye',
  'greeting',
  'help',
  'in-person',
  'language-en',
  'language-es',
  'no-mailbox-access',
  'not-received',
  'recover',
  'requirements',
  'thanks',
  'why',
]);

/** A choice that can also be picked by its place among those shown: "1", "la primera". */
export type ListedChoice = Command | { readonly intent: IntentLabel };

/** Empty when no choice is picked. */
export interface PickedChoice {
  readonly command?: GivenCommand;
  readonly intent?: IntentLabel;
}

/** The places that have wordings. No list is longer. */
const PLACES = [1, 2, 3, 4, 5] as const;

export interface CommandReader {
  /**
   * Reads a command by exact match of the whole normalised message, because "cancelar" inside a sentence is no command. A question such as
   * "¿está bien?" or "¿cancelar?" gives no command that ends, changes or sends something.
   */
  read(text: string): GivenCommand | undefined;
  /** Reads the place of one of the listed choices, by exact match as well. */
  pick(text: string, listed: readonly ListedChoice[]): PickedChoice;
  /** The command that a question has offered and a given "yes" has confirmed. */
  confirm(yes: GivenCommand, offered: Command): GivenCommand;
}

/** Creates a reader that accepts all languages, because people mix them. */
export function createCommandReader(catalog: MessageCatalog): CommandReader {
  const known = new Map<string, GivenCommand>();
  const places = new Map<string, number>();
  for (const copy of LOCALES.map(catalog)) {
    for (const place of PLACES) {
      for (const wording of copy(`place.${place}`).split('|')) places.set(normaliseSaying(wording), place);
    }
    for (const command of COMMANDS) {
      for (const wording of [copy(`choice.${command}`), ...copy(`synonyms.${command}`).split('|')])
        known.set(normaliseSaying(wording), command as GivenCommand);
    }
  }
  return {
    read(text) {
      const command = known.get(normaliseSaying(text));
      return command === undefined || ASKABLE.has(command) || !isAsked(text) ? command : undefined;
    },
    pick(text, listed) {
      const place = isAsked(text) ? undefined : places.get(normaliseSaying(text));
      const choice = place === undefined ? undefined : listed[place - 1];
      return typeof choice === 'string' ? { command: choice as GivenCommand } : (choice ?? {});
    },
    confirm: (_yes, offered) => offered as GivenCommand,
  };
}

const isAsked = (text: string): boolean => /[?¿]/.test(foldText(text));

/** A comma inside a saying does not count: `sí, por favor` is `sí por favor`. */
const normaliseSaying = (text: string): string => normaliseCommand(text).replace(/[\s,]+/g, ' ');
