import type { TurnContext } from 'botbuilder';
import type { Locale } from '../domain/locale';
import { Unavailable } from '../ports/errors';
import type { BotOptions } from './bot';
import { wordActivity } from './chat';

export interface Failure {
  readonly error: unknown;
  readonly locale: Locale;
}

/** What happened, what to do, and a reference; the cause goes to the log. Never throws, and says nothing to a channel that does not listen. */
export async function apologise(context: TurnContext, options: BotOptions, { error, locale }: Failure): Promise<void> {
  const { onTrouble, random, words } = options;
  const reference = random.token(6);
  onTrouble({ error, reference });
  if (error instanceof Unavailable && error.port === 'channel') return;
  const key = error instanceof Unavailable ? 'trouble.unavailable' : 'trouble.unexpected';
  try {
    await context.sendActivity(wordActivity({ key, values: { reference } }, words(locale), locale));
  } catch (unsent) {
    onTrouble({ error: unsent, reference });
  }
}
