import type { Locale } from '../../src/domain/locale';
import type { Session } from '../session';
import type { Command } from './commands';
import type { Said } from './said';

/** Applies a command that chooses the language. Returns whether the message was one. */
export function chooseLanguage(session: Session, { command }: Said): boolean {
  const name: Command | undefined = command;
  const locale = name && CHOSEN[name];
  if (locale === undefined) return false;
  switchTo(session, locale);
  session.isLanguageChosen = true;
  return true;
}

const CHOSEN: Partial<Record<Command, Locale>> = { 'language-es': 'es-EC', 'language-en': 'en' };

export interface LanguageReader {
  /** Returns the language in which a message is clearly written, if any. */
  readonly languageOf: (text: string, locale: Locale) => Locale | undefined;
}

/** Switches to the language in which the person writes, unless the person has chosen one. Returns whether it was switched. */
export function followLanguage(session: Session, { text }: Said, { languageOf }: LanguageReader): boolean {
  const { isLanguageChosen, locale } = session;
  if (isLanguageChosen) return false;
  const written = languageOf(text, locale);
  if (written === undefined) return false;
  session.isLocaleOpen = undefined;
  if (written === locale) return false;
  switchTo(session, written);
  return true;
}

/** Sets the language of everything that is sent from now on. */
export function switchTo(session: Session, locale: Locale): void {
  session.locale = locale;
  session.isLocaleOpen = undefined;
  // The repeated prompt brings a card in the new language.
  session.form = undefined;
}
