import type { Conversation } from '../../dialogs/conversation';
import type { MessageCatalog } from '../i18n/translate';
import type { ActivityFeed } from '../ports/chat/activity-feed';
import type { ChannelAuthenticator } from '../ports/chat/channel-authenticator';
import type { SessionStore } from '../ports/chat/session-store';
import type { MetricsRecorder } from '../ports/monitoring/measurements';
import type { Clock, Random } from '../ports/system';
import type { RateLimits } from '../ports/security/rate-limits';

/** The bot's registration at Azure Bot Service, by the names of its settings. Without an app id, replies carry no token. */
export interface BotCredentials {
  readonly MicrosoftAppType?: string;
  readonly MicrosoftAppId?: string;
  readonly MicrosoftAppPassword?: string;
  readonly MicrosoftAppTenantId?: string;
}

/** Bounds on replies to channels (ms). The numbers are `channelReplies` of src/policy/chat.ts. */
export interface ChannelReplyTimes {
  /** All replies of one turn. */
  readonly turnTimeout: number;
  /** One reply, its token and its second attempt included. */
  readonly timeout: number;
  /** Before the second attempt, when the channel sends no Retry-After. */
  readonly retryDelay: number;
}

/** An error of a turn. The person was shown `reference`, by which the log line can be found. */
export interface ReportedError {
  readonly error: unknown;
  readonly reference: string;
}

export interface BotOptions {
  readonly conversation: Conversation;
  readonly sessions: SessionStore;
  /** The conversations of the website's visitors. */
  readonly feed: ActivityFeed;
  readonly catalog: MessageCatalog;
  readonly random: Random;
  readonly clock: Clock;
  readonly credentials: BotCredentials;
  readonly channelReplies: ChannelReplyTimes;
  /** Lengths of the codes that a person may have been sent: `codeLength` of src/policy/recovery.ts. */
  readonly codeLengths: { readonly shortest: number; readonly longest: number };
  /** Required with an app id. */
  readonly callers?: ChannelAuthenticator | undefined;
  /** Limits the messages of channels. The routes of the built-in Direct Line limit those of the website. */
  readonly messageLimits: RateLimits;
  /** Limits the invitations of a group to write in private. Counted in this process alone, because nothing of a group is stored. */
  readonly invitationLimits: RateLimits;
  readonly onError: (error: ReportedError) => void;
  /** Without it, turns are not measured. */
  readonly metrics?: MetricsRecorder | undefined;
}
