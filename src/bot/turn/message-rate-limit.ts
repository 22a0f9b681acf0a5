import { ceilToSeconds } from '../../domain/time';
import { chooseLocale } from '../../i18n/choose-locale';
import { messageCharges, type ChargeResult } from '../../ports/security/rate-limits';
import type { BotOptions } from '../bot-options';
import type { TurnLogic } from '../channel/channel-adapter';
import type { TurnContext } from '../framework';
import { activityIdOf, activityKindOf, senderAccountOf, sessionIdOf } from './activity';
import type { ActivityHandler } from './activity-handler';
import { sendErrorMessage } from './error-message';
import { measureTurn } from './measure-turn';
import { sendMessage } from './send-message';
import { createSingleFlight } from './single-flight';

/**
 * Wraps the handler with the rate limits of messages. They are charged before the session lock is acquired, so that a flood never queues
 * up for it. The first message that exceeds a limit is answered, later ones are not. Duplicates are charged once.
 */
export function limitMessageRate(options: BotOptions, handler: Pick<ActivityHandler, 'onActivity'>): TurnLogic {
  const { messageLimits, onError, random, catalog } = options;
  const once = createSingleFlight();

  async function chargeAndHandle(context: TurnContext): Promise<void> {
    const measurement = measureTurn(context, options);
    const locale = chooseLocale(context.activity.locale);
    const charges = messageCharges(senderAccountOf(context.activity));
    const charged = await messageLimits
      .charge(charges)
      .catch((error: unknown) => ({ kind: 'unknown', error }) as const);
    switch (charged.kind) {
      case 'unknown':
        measurement.end({ kind: 'failed', error: charged.error });
        return sendErrorMessage(context, options, { error: charged.error, locale });
      case 'exceeded':
        measurement.end({ kind: 'too-fast' });
        return askToWait(context, charged);
      case 'allowed':
        // A charge that cannot be refunded expires with its window.
        if ((await handler.onActivity(context)) === 'duplicate')
          await messageLimits.refund(charges).catch(() => undefined);
    }
  }

  /** Arrivals are not answered: the person wrote nothing. */
  async function askToWait(
    context: TurnContext,
    { first, retryIn }: ChargeResult & { kind: 'exceeded' },
  ): Promise<void> {
    if (!first || context.activity.type !== 'message') return;
    const locale = chooseLocale(context.activity.locale);
    const values = { seconds: ceilToSeconds(retryIn) };
    try {
      await sendMessage(context, { key: 'limit.messages', values }, { catalog, locale });
    } catch (error) {
      onError({ error, reference: random.token(6) });
    }
  }

  const handleOnce = (context: TurnContext): Promise<void> => {
    const id = activityIdOf(context.activity);
    const run = () => chargeAndHandle(context);
    return id === undefined ? run() : once(JSON.stringify([sessionIdOf(context.activity), id]), run);
  };

  return async (context) => {
    switch (activityKindOf(context.activity)) {
      case 'message':
      case 'start':
      case 'edit':
      case 'arrival':
        return handleOnce(context);
      case 'group':
      case 'unsupported':
        await handler.onActivity(context);
    }
  };
}
