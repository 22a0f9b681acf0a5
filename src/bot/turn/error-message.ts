import type { TurnContext } from 'botbuilder';
import type { Locale } from '../../domain/locale';
import { Unavailable } from '../../ports/errors';
import type { BotOptions } from '../api/bot';
import { sendMessage } from './send-message';

export interface FailedTurn {
  readonly error: unknown;
  readonly locale: Locale;
}

/** What happened, what to do, and a reference; the cause goes to the log. Never throws, and says nothing to a channel that does not listen. */
export async function sendErrorMessage(
  context: TurnContext,
  options: BotOptions,
  { error, locale }: FailedTurn,
): Promise<void> {
  const { onError, random, catalog } = options;
  const reference = random.token(6);
  onError({ error, reference });
  if (error instanceof Unavailable && error.port === 'channel') return;
  const key = error instanceof Unavailable ? 'trouble.unavailable' : 'trouble.unexpected';
  try {
    await sendMessage(context, { key, values: { reference } }, { locale, words: catalog });
  } catch (unsent) {
    onError({ error: unsent, reference });
  }
}
