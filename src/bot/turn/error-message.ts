import type { Locale } from '../../domain/locale';
import { Unavailable } from '../../ports/errors';
import type { BotOptions } from '../bot-options';
import type { TurnContext } from '../framework';
import { sendMessage } from './send-message';

export interface FailedTurn {
  readonly error: unknown;
  readonly locale: Locale;
}

/**
 * Sends what happened, what to do, and a reference; reports the error under the same reference. Never rejects, and sends nothing when the
 * error is that the channel refused or lost a reply.
 */
export async function sendErrorMessage(
  context: TurnContext,
  options: BotOptions,
  { error, locale }: FailedTurn,
): Promise<void> {
  const { onError, random, catalog } = options;
  const reference = random.token(6);
  onError({ error, reference });
  if (error instanceof Unavailable && error.port === 'channel') return;
  const key = error instanceof Unavailable ? 'error.unavailable' : 'error.unexpected';
  try {
    await sendMessage(context, { key, values: { reference } }, { catalog, locale });
  } catch (sendError) {
    onError({ error: sendError, reference });
  }
}
