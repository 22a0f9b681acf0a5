import type { ConfigurationBotFrameworkAuthenticationOptions } from 'botbuilder';
import type { Conversation } from '../../../dialogs/conversation';
import type { MessageCatalog } from '../../i18n/translate';
import type { ActivityFeed } from '../../ports/chat/activity-feed';
import type { ChannelAuthenticator } from '../../ports/chat/channel-authenticator';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';
import type { Random } from '../../ports/random';
import type { RateLimits } from '../../ports/security/rate-limits';
import type { SessionStore } from '../../ports/chat/session-store';

/** A request of a channel whose body has passed the shape check of the edge. */
export interface ChannelRequest {
  readonly authorization: string;
  readonly activity: ChannelActivity;
}

/** What the bot relies on in an activity; the channel may send more. */
export interface ChannelActivity {
  readonly type: string;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly id: string };
}

export interface ChannelResponse {
  readonly status: number;
  readonly body?: unknown;
}

export interface Bot {
  /** Answers one request of a channel; the status says whether the channel is known and was heard. */
  receive(request: ChannelRequest): Promise<ChannelResponse>;
}

/** What went wrong in a turn; `reference` is what the person was told. */
export interface ReportedError {
  readonly error: unknown;
  readonly reference: string;
}

export interface BotOptions {
  readonly conversation: Conversation;
  readonly sessions: SessionStore;
  /** Where visitors of the website read what was said. */
  readonly feed: ActivityFeed;
  readonly catalog: MessageCatalog;
  readonly random: Random;
  readonly credentials: ConfigurationBotFrameworkAuthenticationOptions;
  /** Needed with an app id. */
  readonly callers?: ChannelAuthenticator | undefined;
  /** How fast may be written. The built-in Direct Line counts at its own door. */
  readonly messageLimits: RateLimits;
  /** How often groups are told to write in private: counted by this process alone, since nothing of a group is kept. */
  readonly invitationLimits: RateLimits;
  readonly onError: (trouble: ReportedError) => void;
  /** Without it nothing is measured. */
  readonly measurements?: MetricsRecorder | undefined;
}
