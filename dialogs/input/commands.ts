import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { LOCALES } from '../../src/domain/locale';
import type { MessageCatalog } from '../../src/i18n/translate';

/** Everything a person can reply with words instead of numbers. `choice.*` in `locales/` has the titles, `synonyms.*` the synonyms. */
export const COMMANDS = [
  'recover',
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
  'no',
  'resend',
  'not-received',
  'in-person',
  'why',
  'thanks',
  'not-me',
  'language-es',
  'language-en',
] as const;

export type Command = (typeof COMMANDS)[number];

export type CommandReader = (text: string) => Command | undefined;

/**
 * Returns a function that reads a command by exact match of the whole normalised message, because "cancelar" inside a sentence is no
 * command. It accepts all languages, because people mix them.
 */
export function createCommandReader(catalog: MessageCatalog): CommandReader {
  const known = new Map<string, Command>();
  for (const locale of LOCALES) {
    const copy = catalog(locale);
    for (const command of COMMANDS) {
      for (const wording of [copy(`choice.${command}`), ...copy(`synonyms.${command}`).split('|')]) {
        known.set(normaliseSaying(wording), command);
      }
    }
  }
  return (text) => known.get(normaliseSaying(text));
}

/** A comma inside a saying does not count: `sí, por favor` is `sí por favor`. */
const normaliseSaying = (text: string): string => normaliseCommand(text).replace(/[\s,]+/g, ' ');
