import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import { AuthenticationConstants, ClaimsIdentity, type AuthenticateRequestResult } from 'botframework-connector';
import type { ChannelAuthenticator } from '../../ports/chat/channel-authenticator';
import { createClientCache } from './client-cache';
import type { ChannelResponse } from '../api/bot';

export type TurnLogic = (context: TurnContext) => Promise<void>;

export interface ChannelAdapter {
  /** @throws Unavailable when it cannot be told who calls */
  receive(authorization: string, activity: Activity, logic: TurnLogic): Promise<ChannelResponse>;
  /** Runs a turn in a conversation that nobody spoke in. */
  continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void>;
}

export interface ChannelAdapterOptions {
  readonly credentials: ConfigurationBotFrameworkAuthenticationOptions;
  /** Needed with an app id. Without one there is no token that a caller could show. */
  readonly callers?: ChannelAuthenticator | undefined;
}

/** @throws Error with an app id and nobody to judge callers */
export function createChannelAdapter({ callers, credentials }: ChannelAdapterOptions): ChannelAdapter {
  const appId = credentials.MicrosoftAppId ?? '';
  const adapter = new AwaitedAdapter(createClientCache(new ConfigurationBotFrameworkAuthentication(credentials)));
  const judge = judgeOf(appId, callers);

  return {
    async receive(authorization, activity, logic) {
      const { channelId, serviceUrl } = activity;
      switch (await judge({ authorization, channelId, serviceUrl })) {
        case 'unauthentic':
          return { status: 401 };
        case 'forbidden':
          return { status: 403 };
        case 'authentic':
          return adapter.receive(appId, activity, logic);
      }
    },
    continueConversation: (reference, logic) => adapter.continueConversationAsync(appId, reference, logic),
  };
}

function judgeOf(appId: string, callers: ChannelAuthenticator | undefined): ChannelAuthenticator['authenticate'] {
  if (callers) return (claim) => callers.authenticate(claim);
  if (appId !== '') throw new Error('With an app id, callers have to be judged.');
  return () => Promise.resolve('authentic');
}

/**
 * The library's own `process` writes to a response by itself, prints errors, and puts their text into the answer. Here the outcome is
 * handed back instead, and an error goes to whoever awaits it.
 */
class AwaitedAdapter extends CloudAdapter {
  async receive(appId: string, activity: Activity, logic: TurnLogic): Promise<ChannelResponse> {
    const answer = await this.processActivity(this.#known(appId), activity, logic);
    return { status: answer?.status ?? 200, body: answer?.body as unknown };
  }

  /** The caller that was judged before: what the library makes of one whose token it has verified. */
  #known(appId: string): AuthenticateRequestResult {
    const claimsIdentity = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: appId }], true);
    return {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      claimsIdentity,
      connectorFactory: this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity),
    };
  }
}
