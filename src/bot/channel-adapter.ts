import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { createClientCache } from './client-cache';
import type { ChannelResponse } from './bot';

export type TurnLogic = (context: TurnContext) => Promise<void>;

export interface ChannelAdapter {
  receive(authorization: string, activity: Activity, logic: TurnLogic): Promise<ChannelResponse>;
  /** Runs a turn in a conversation that nobody spoke in. */
  reach(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void>;
}

export function createChannelAdapter(credentials: ConfigurationBotFrameworkAuthenticationOptions): ChannelAdapter {
  const authentication = createClientCache(new ConfigurationBotFrameworkAuthentication(credentials));
  const adapter = new AwaitedAdapter(authentication);
  const appId = credentials.MicrosoftAppId ?? '';

  return {
    receive: (authorization, activity, logic) => adapter.receive(authorization, activity, logic),
    reach: (reference, logic) => adapter.continueConversationAsync(appId, reference, logic),
  };
}

/**
 * The library's own `process` writes to a response by itself, prints errors, and puts their text into the answer. Here the outcome is
 * handed back instead, and an error goes to whoever awaits it.
 */
class AwaitedAdapter extends CloudAdapter {
  async receive(authorization: string, activity: Activity, logic: TurnLogic): Promise<ChannelResponse> {
    try {
      const answer = await this.processActivity(authorization, activity, logic);
      return { status: answer?.status ?? 200, body: answer?.body as unknown };
    } catch (error) {
      if (error instanceof AuthenticationError) return { status: error.statusCode === 403 ? 403 : 401 };
      throw error;
    }
  }
}
