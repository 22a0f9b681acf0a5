import type { ChannelAuthenticator } from '../../ports/chat/channel-authenticator';
import type { ChannelActivity, ChannelResponse } from '../api/bot';
import type { BotCredentials, ChannelReplyTimes } from '../bot-options';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  readTurn,
  type Activity,
  type AuthenticateRequestResult,
  type ConversationReference,
  type TurnContext,
} from '../framework';
import { createClientCache } from './client-cache';

export type TurnLogic = (context: TurnContext) => Promise<void>;

export interface ChannelAdapter {
  /** Authenticates the caller, then runs the turn. @throws Unavailable when the caller cannot be authenticated now, or an error of `logic` */
  receive(authorization: string, activity: ChannelActivity, logic: TurnLogic): Promise<ChannelResponse>;
  /** Runs a turn without a message of the person. */
  continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void>;
}

export interface ChannelAdapterOptions {
  readonly credentials: BotCredentials;
  /** Required with an app id. Without one, channels have no token to send. */
  readonly callers?: ChannelAuthenticator | undefined;
  readonly channelReplies: ChannelReplyTimes;
}

/** @throws Error with an app id and without `callers` */
export function createChannelAdapter({ callers, channelReplies, credentials }: ChannelAdapterOptions): ChannelAdapter {
  const appId = credentials.MicrosoftAppId ?? '';
  const authentication = new ConfigurationBotFrameworkAuthentication({ ...credentials });
  const adapter = new AwaitedAdapter(createClientCache(authentication, channelReplies));
  const authenticate = authenticatorOf(appId, callers);

  return {
    async receive(authorization, activity, logic) {
      const { channelId, serviceUrl } = activity;
      switch (await authenticate({ authorization, channelId, serviceUrl })) {
        case 'unauthentic':
          return { status: 401 };
        case 'forbidden':
          return { status: 403 };
        case 'authentic':
          return adapter.receive(appId, activity as Activity, logic);
      }
    },
    continueConversation: (reference, logic) =>
      adapter.continueConversationAsync(appId, reference, (context) => logic(readTurn(context))),
  };
}

function authenticatorOf(
  appId: string,
  callers: ChannelAuthenticator | undefined,
): ChannelAuthenticator['authenticate'] {
  if (callers) return (credentials) => callers.authenticate(credentials);
  if (appId !== '') throw new Error('With an app id, callers have to be authenticated.');
  return () => Promise.resolve('authentic');
}

/**
 * Returns the response of a turn and throws its errors. The library's `process` would write the response by itself, print errors, and
 * send their text to the caller.
 */
class AwaitedAdapter extends CloudAdapter {
  async receive(appId: string, activity: Activity, logic: TurnLogic): Promise<ChannelResponse> {
    const response = await this.processActivity(this.#authenticated(appId), activity, (context) =>
      logic(readTurn(context)),
    );
    return { status: response?.status ?? 200, body: response?.body as unknown };
  }

  /** The result that the library itself makes for a caller whose token it has verified. */
  #authenticated(appId: string): AuthenticateRequestResult {
    const claimsIdentity = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: appId }], true);
    return {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      claimsIdentity,
      connectorFactory: this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity),
    };
  }
}
