import type { TurnContext } from 'botbuilder';
import { secondsToWait } from '../domain/time';
import { chooseLocale } from '../i18n/choose-locale';
import { messagesOf, type Charged } from '../ports/rate-limits';
import type { ActivityHandler } from './activity-handler';
import { apologise } from './apology';
import type { BotOptions } from './bot';
import type { TurnLogic } from './channel-adapter';
import { createOnceAtATime } from './once-at-a-time';
import { occasionOf } from './occasion';
import { activityIdOf, originOf, sessionIdOf } from './personal';
import { speak } from './speak';
import { timeTurn } from './turn-course';

/**
 * The same, no faster than a person writes: counted before the session is opened, so that a flood never queues up behind it. The first
 * message too many is answered, the others are not. One that is delivered again counts once.
 */
export function keepingPace(options: BotOptions, handler: Pick<ActivityHandler, 'onActivity'>): TurnLogic {
  const { limits, onTrouble, random, words } = options;
  const once = createOnceAtATime();

  async function count(context: TurnContext): Promise<void> {
    const course = timeTurn(context, options);
    const locale = chooseLocale(context.activity.locale);
    const charges = messagesOf(originOf(context.activity));
    const charged = await limits.charge(charges).catch((error: unknown) => ({ kind: 'unknown', error }) as const);
    switch (charged.kind) {
      case 'unknown':
        course.end({ kind: 'failed', error: charged.error });
        return apologise(context, options, { error: charged.error, locale });
      case 'refused':
        course.end({ kind: 'too-fast' });
        return ask(context, charged);
      case 'granted':
        // What cannot be given back lapses by itself.
        if ((await handler.onActivity(context)) === 'repeated') await limits.refund(charges).catch(() => undefined);
    }
  }

  /** Whoever floods by an announcement of people reads nothing. */
  async function ask(context: TurnContext, { first, retryIn }: Charged & { kind: 'refused' }): Promise<void> {
    if (!first || context.activity.type !== 'message') return;
    const locale = chooseLocale(context.activity.locale);
    const values = { seconds: secondsToWait(retryIn) };
    try {
      await speak(context, { key: 'pace.wait', values }, { locale, words });
    } catch (error) {
      onTrouble({ error, reference: random.token(6) });
    }
  }

  const countOnce = (context: TurnContext): Promise<void> => {
    const id = activityIdOf(context.activity);
    const run = () => count(context);
    return id === undefined ? run() : once(JSON.stringify([sessionIdOf(context.activity), id]), run);
  };

  return async (context) => {
    switch (occasionOf(context.activity)) {
      case 'message':
      case 'arrival':
        return countOnce(context);
      case 'addressed-before-others':
      case 'aside':
        await handler.onActivity(context);
    }
  };
}
