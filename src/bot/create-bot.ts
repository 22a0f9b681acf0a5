import type { Activity } from 'botbuilder';
import type { Notifier } from '../ports/notifier';
import { createActivityHandler } from './activity-handler';
import type { Bot, BotOptions } from './bot';
import { createChannelAdapter } from './channel-adapter';
import { createNotifier } from './notifier';

/** The framework's side of the service: channels in, dialogs out, and news into conversations nobody spoke in. */
export function createBot(options: BotOptions): Bot & { readonly notifier: Notifier } {
  const handler = createActivityHandler(options);
  const adapter = createChannelAdapter(options.credentials);

  return {
    receive: ({ activity, authorization }) =>
      adapter.receive(authorization, activity as unknown as Activity, (context) => handler.onActivity(context)),
    notifier: createNotifier(adapter, handler),
  };
}
