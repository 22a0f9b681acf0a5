import type { Notifier } from '../ports/chat/notifier';
import type { Bot } from './api/bot';
import type { DirectLine } from './api/direct-line';
import type { BotOptions } from './bot-options';
import { createChannelAdapter } from './channel/channel-adapter';
import { createNotifier } from './channel/notifier';
import { createDirectLine } from './direct-line/create-direct-line';
import { createDirectLineChannel } from './direct-line/direct-line-channel';
import { createActivityHandler } from './turn/activity-handler';
import { limitMessageRate } from './turn/message-rate-limit';

/** The entry points of the bot: requests of channels, visitors of the website, and changes of recoveries. */
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
    receive: ({ activity, authorization }) => adapter.receive(authorization, activity, logic),
    directLine: createDirectLine({ feed, channel, handler }),
    notifier: createNotifier({ adapter, channel, handler }),
  };
}
