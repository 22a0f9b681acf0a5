import type { Activity } from 'botbuilder';
import type { Notifier } from '../ports/notifier';
import { createActivityHandler } from './activity-handler';
import type { Bot, BotOptions } from './bot';
import { createChannelAdapter } from './channel-adapter';
import { createDirectLine } from './create-direct-line';
import type { DirectLine } from './direct-line';
import { createDirectLineChannel } from './direct-line-channel';
import { createNotifier } from './notifier';
import { keepingPace } from './pace';

/** The same bot by its three sides: channels call it, visitors of the website talk to it, and news goes into conversations nobody spoke in. */
export interface BotSides extends Bot {
  readonly directLine: DirectLine;
  readonly notifier: Notifier;
}

export function createBot(options: BotOptions): BotSides {
  const { feed } = options;
  const handler = createActivityHandler(options);
  const adapter = createChannelAdapter(options);
  const channel = createDirectLineChannel(feed);
  const logic = keepingPace(options, handler);

  return {
    receive: ({ activity, authorization }) => adapter.receive(authorization, activity as unknown as Activity, logic),
    directLine: createDirectLine({ feed, channel, handler }),
    notifier: createNotifier({ adapter, channel, handler }),
  };
}
