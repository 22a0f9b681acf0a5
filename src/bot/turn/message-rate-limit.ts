import type { TurnContext } from 'botbuilder';
import { ceilToSeconds } from '../../domain/time';
import { chooseLocale } from '../../i18n/choose-locale';
import { messageCharges, type ChargeResult } from '../../ports/security/rate-limits';
import type { ActivityHandler } from './activity-handler';
import { sendErrorMessage } from './error-message';
import type { BotOptions } from '../api/bot';
import type { TurnLogic } from '../channel/channel-adapter';
import { createSingleFlight } from './single-flight';
import { activityKindOf } from '../occasion';
import { activityIdOf, channelAccountOf, sessionIdOf } from './activity';
import { sendMessage } from './send-message';
import { measureTurn } from './measure-turn';

/**
 * The same, no faster than a person writes: counted before the session is opened, so that a flood never queues up behind it. The first
 * message too many is answered, the others are not. One that is delivered again counts once.
 */
export function limitMessageRate(options: BotOptions, handler: Pick<ActivityHandler, 'onActivity'>): TurnLogic {
  const { messageLimits, onError, random, catalog } = options;
  const once = createSingleFlight();

  async function count(context: TurnContext): Promise<void> {
    const course = measureTurn(context, options);
    const locale = chooseLocale(context.activity.locale);
    const charges = messageCharges(channelAccountOf(context.activity));
    const charged = await messageLimits
      .charge(charges)
      .catch((error: unknown) => ({ kind: 'unknown', error }) as const);
    switch (charged.kind) {
      case 'unknown':
        course.end({ kind: 'failed', error: charged.error });
        return sendErrorMessage(context, options, { error: charged.error, locale });
      case 'refused':
        course.end({ kind: 'too-fast' });
        return ask(context, charged);
      case 'granted':
        // What cannot be given back lapses by itself.
        if ((await handler.onActivity(context)) === 'repeated')
          await messageLimits.refund(charges).catch(() => undefined);
    }
  }

  /** Whoever floods by an announcement of people reads nothing. */
  async function ask(context: TurnContext, { first, retryIn }: ChargeResult & { kind: 'refused' }): Promise<void> {
    if (!first || context.activity.type !== 'message') return;
    const locale = chooseLocale(context.activity.locale);
    const values = { seconds: ceilToSeconds(retryIn) };
    try {
      await sendMessage(context, { key: 'pace.wait', values }, { locale, words: catalog });
    } catch (error) {
      onError({ error, reference: random.token(6) });
    }
  }

  const countOnce = (context: TurnContext): Promise<void> => {
    const id = activityIdOf(context.activity);
    const run = () => count(context);
    return id === undefined ? run() : once(JSON.stringify([sessionIdOf(context.activity), id]), run);
  };

  return async (context) => {
    switch (activityKindOf(context.activity)) {
      case 'message':
      case 'arrival':
        return countOnce(context);
      case 'addressed-before-others':
      case 'aside':
        await handler.onActivity(context);
    }
  };
}
