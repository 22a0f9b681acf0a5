import type { DirectLine } from '../../bot/direct-line';
import type { ChatTokens } from '../../ports/chat-tokens';
import type { OriginRules } from '../cors';
import type { Draining } from '../draining';
import type { Count, Rate } from './rates';

/** `policy.chat`, as far as it is kept here. Times in milliseconds. */
export interface ChatLimits {
  /** A token's life, and that of a stream. */
  readonly token: number;
  /** Of one conversation to this process, of every kind. */
  readonly calls: Rate;
  readonly activityBytes: number;
  readonly textLength: number;
  readonly sockets: number;
  readonly socketsOfOne: number;
  readonly socketSilence: number;
}

export interface DirectLineOptions extends OriginRules {
  readonly directLine: DirectLine;
  readonly tokens: ChatTokens;
  readonly limits: ChatLimits;
  /** One for the routes and the streams: both count together. */
  readonly countCall: Count;
}

export interface SpeakingOptions extends DirectLineOptions {
  readonly draining: Draining;
  readonly countMessage: Count;
}
