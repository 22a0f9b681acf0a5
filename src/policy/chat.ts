import { DAY, MINUTE, SECOND } from '../domain/time';
import type { FeedRules } from '../ports/chat/activity-feed';
import type { ChannelAuthenticationRules } from '../ports/chat/channel-authenticator';
import type { SessionRules } from '../ports/chat/session-store';

/** Channels give up on a request after this time (ms) and send its activity again with the same id. A turn has to end before. */
const CHANNEL_TIMEOUT = 15 * SECOND;

/** Bounds on the bot's replies to channels. All times in ms. */
export const channelReplies = {
  /** All replies of one turn. The rest of `CHANNEL_TIMEOUT` is for saving the conversation. */
  turnTimeout: CHANNEL_TIMEOUT - 3 * SECOND,
  /** One reply, its token and its second attempt included: a channel that hangs must not hold up the turn. */
  timeout: 5 * SECOND,
  /** Delay before the second attempt when the channel sends no Retry-After. */
  retryDelay: SECOND / 2,
} as const;

/** Enforced by the session store. All times in ms. */
export const sessionRules = {
  /** A conversation holds personal data, which must not be kept longer than a recovery needs it (LOPDP, art. 10). Each turn prolongs it. */
  retention: 30 * MINUTE,
  /** A turn renews its lock while it runs. When its process dies, the conversation is free again after this time. */
  lock: 5 * SECOND,
  /** Longer than `lock`, so that a dead process fails no later turn, and shorter than `CHANNEL_TIMEOUT`. */
  waitForLock: 8 * SECOND,
  /** Tokens of channels live for about an hour, so a captured request can be replayed that long. */
  rememberActivity: 70 * MINUTE,
} satisfies SessionRules;

/** Tokens of the channels. The Bot Connector's protocol sets the clock skew and asks to refresh its keys at least once a day. */
export const channelAuthenticationRules = {
  clockSkew: 5 * MINUTE,
  keysMaxAge: DAY,
  /** An unknown key is fetched at once, but at most once per interval: forged tokens must not turn into requests of this service. */
  keysRefetchInterval: 30 * SECOND,
  /** Leaves most of `CHANNEL_TIMEOUT` to the turn. */
  keysTimeout: 5 * SECOND,
} satisfies ChannelAuthenticationRules;

/** The built-in Direct Line. All times in ms. */
export const chatLimits = {
  /** Activities are kept as long as the session they belong to, so that a reload shows them again. */
  feed: { retention: 30 * MINUTE, maxEntries: 200 } satisfies FeedRules,
  /** The lifetime that clients of Direct Line expect: they refresh after half of it. */
  token: 30 * MINUTE,
  /** A stream's address is requested and opened at once. */
  streamTicket: MINUTE,
  /** Calls of one conversation. A polling client sends up to five a second, and a person may have two tabs open. */
  calls: { most: 120, per: 10 * SECOND },
  /** Bytes of one posted activity. `textLength` characters take 12,000 at most, when each is escaped; the rest is for the other fields. */
  activityBytes: 16 * 1024,
  /** Characters of one message: more than the bot reads (`MAX_LENGTH` in src/domain/reading/normalise-text.ts). */
  textLength: 2_000,
  /** Open streams of this process. Each takes memory and a file descriptor, so more are refused. */
  sockets: 2_000,
  /** Open streams of one conversation, which may have several tabs. */
  socketsPerConversation: 6,
  /** Clients ping every 20 s; a stream that is silent for longer than this is closed. */
  socketSilence: 75 * SECOND,
} as const;
