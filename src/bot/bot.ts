import type { ConfigurationBotFrameworkAuthenticationOptions } from 'botbuilder';
import type { Conversation } from '../../dialogs/conversation';
import type { Words } from '../i18n/copy';
import type { ActivityFeed } from '../ports/activity-feed';
import type { ChannelCallers } from '../ports/channel-callers';
import type { Measurements } from '../ports/measurements';
import type { Random } from '../ports/random';
import type { RateLimits } from '../ports/rate-limits';
import type { SessionStore } from '../ports/session-store';

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
export interface Trouble {
  readonly error: unknown;
  readonly reference: string;
}

export interface BotOptions {
  readonly conversation: Conversation;
  readonly sessions: SessionStore;
  /** Where visitors of the website read what was said. */
  readonly feed: ActivityFeed;
  readonly words: Words;
  readonly random: Random;
  readonly credentials: ConfigurationBotFrameworkAuthenticationOptions;
  /** Needed with an app id. */
  readonly callers?: ChannelCallers | undefined;
  /** How fast may be written. The built-in Direct Line counts at its own door. */
  readonly limits: RateLimits;
  /** How often groups are told to write in private: counted by this process alone, since nothing of a group is kept. */
  readonly invitations: RateLimits;
  readonly onTrouble: (trouble: Trouble) => void;
  /** Without it nothing is measured. */
  readonly measurements?: Measurements | undefined;
}
