import { DAY, MINUTE, SECOND } from '../domain/time';
import type { FeedRules } from '../ports/chat/activity-feed';
import type { ChannelAuthenticationRules } from '../ports/chat/channel-authenticator';
import type { SessionRules } from '../ports/chat/session-store';

/** Enforced by the session store. All times in ms. */
export const sessionRules = {
  retention: 30 * MINUTE,
  lock: 5 * SECOND,
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
  /** Channels give up after 15 s. */
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
  calls: { most: 120, span: 10 * SECOND },
  /** Bytes of one posted activity. */
  activityBytes: 16 * 1024,
  /** Characters of one message. */
  textLength: 2_000,
  /** Open streams of this process. */
  sockets: 2_000,
  /** Open streams of one conversation, which may have several tabs. */
  socketsPerConversation: 6,
  /** Clients ping every 20 s; a stream that is silent for longer than this is closed. */
  socketSilence: 75 * SECOND,
} as const;
