import type { Activity } from 'botbuilder';
import type { Notifier } from '../ports/chat/notifier';
import { createActivityHandler } from './turn/activity-handler';
import type { Bot, BotOptions } from './api/bot';
import { createChannelAdapter } from './channel/channel-adapter';
import { createDirectLine } from './direct-line/create-direct-line';
import type { DirectLine } from './api/direct-line';
import { createDirectLineChannel } from './direct-line/direct-line-channel';
import { createNotifier } from './channel/notifier';
import { limitMessageRate } from './turn/message-rate-limit';

/** The same bot by its three sides: channels call it, visitors of the website talk to it, and news goes into conversations nobody spoke in. */
export interface BotEntryPoints extends Bot {
  readonly directLine: DirectLine;
  readonly notifier: Notifier;
}

export function createBot(options: BotOptions): BotEntryPoints {
  const { feed } = options;
  const handler = createActivityHandler(options);
  const adapter = createChannelAdapter(options);
  const channel = createDirectLineChannel(feed);
  const logic = limitMessageRate(options, handler);

  return {
    receive: ({ activity, authorization }) => adapter.receive(authorization, activity as unknown as Activity, logic),
    directLine: createDirectLine({ feed, channel, handler }),
    notifier: createNotifier({ adapter, channel, handler }),
  };
}
