import type { TurnContext } from 'botbuilder';
import type { Locale } from '../domain/locale';
import { Unavailable } from '../ports/errors';
import type { BotOptions } from './bot';
import { speak } from './speak';

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
    await speak(context, { key, values: { reference } }, { locale, words });
  } catch (unsent) {
    onTrouble({ error: unsent, reference });
  }
}
