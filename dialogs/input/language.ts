import type { Locale } from '../../src/domain/locale';
import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { TurnContext } from '../framework';
import type { Session } from '../session';
import type { Command } from './commands';
import type { Said } from './said';

/** Applies a command or an intent that chooses the language. Returns whether it was one. */
export function chooseLanguage(session: Session, chosen: Command | IntentLabel | undefined): boolean {
  const locale = chosen && LANGUAGES[chosen];
  if (locale === undefined) return false;
  switchTo(session, locale);
  session.isLanguageChosen = true;
  return true;
}

const LANGUAGES: Partial<Record<Command | IntentLabel, Locale>> = { 'language-es': 'es-EC', 'language-en': 'en' };

export interface LanguageReader {
  /** Returns the language in which a message is clearly written, if any. */
  readonly languageOf: (text: string) => Locale | undefined;
}

/** Switches to the language in which the person writes, unless the person has chosen one. Returns whether it was switched. */
export function followLanguage(session: Session, { text }: Said, { languageOf }: LanguageReader): boolean {
  const { isLanguageChosen, locale } = session;
  if (isLanguageChosen) return false;
  const written = languageOf(text);
  if (written === undefined) return false;
  session.isLocaleOpen = undefined;
  if (written === locale) return false;
  switchTo(session, written);
  return true;
}

/** Sets the language of everything that is sent from now on. */
function switchTo(session: Session, locale: Locale): void {
  session.locale = locale;
  session.isLocaleOpen = undefined;
  // The repeated prompt brings a card in the new language.
  session.form = undefined;
}

const WAY_BACK = Symbol('way back');

/** Adds the way back to the other language to the choices of the question that this turn asks. */
export function offerWayBack(context: TurnContext, { locale }: Session): void {
  context.turnState.set(WAY_BACK, locale === 'en' ? 'language-es' : 'language-en');
}

/** The choice that goes back to the other language, in a turn that has switched. */
export const wayBack = (context: TurnContext): Command | undefined =>
  context.turnState.get<Command | undefined>(WAY_BACK);
