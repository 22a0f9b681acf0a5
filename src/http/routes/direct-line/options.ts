import type { DirectLine } from '../../../bot/api/direct-line';
import type { ChatTokens } from '../../../ports/chat/chat-tokens';
import type { OriginRules } from '../../guards/origins';
import type { Draining } from '../../server/draining';
import type { LimitVisitor, Rate } from '../../guards/rates';

/** `policy.chat`, as far as it is kept here. Times in milliseconds. */
export interface DirectLineLimits {
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

export interface DirectLineServerOptions extends OriginRules {
  readonly directLine: DirectLine;
  readonly tokens: ChatTokens;
  readonly limits: DirectLineLimits;
  /** One for the routes and the streams: both count together. */
  readonly countCall: LimitVisitor;
}

export interface DirectLineRoutesOptions extends DirectLineServerOptions {
  readonly draining: Draining;
  readonly countMessage: LimitVisitor;
}
