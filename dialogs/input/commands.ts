import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { LOCALES } from '../../src/domain/locale';
import type { MessageCatalog } from '../../src/i18n/translate';

/** Everything a person can say in words instead of numbers. Titles and synonyms stand in `locales/`. */
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
 * Reads a command by exact match of the whole, normalised message, in any language: people mix them, and "cancelar" inside
 * a sentence is no command.
 */
export function createCommandReader(words: MessageCatalog): CommandReader {
  const known = new Map<string, Command>();
  for (const locale of LOCALES) {
    const copy = words(locale);
    for (const command of COMMANDS) {
      for (const saying of [copy(`choice.${command}`), ...copy(`words.${command}`).split('|')]) {
        known.set(normaliseCommand(saying), command);
      }
    }
  }
  return (text) => known.get(normaliseCommand(text));
}
