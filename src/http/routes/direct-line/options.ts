import type { DirectLine } from '../../../bot/api/direct-line';
import type { ChatTokens } from '../../../ports/chat/chat-tokens';
import type { OriginRules } from '../../guards/origins';
import type { Draining } from '../../server/draining';
import type { LimitVisitor, CallRate } from '../../guards/rates';

/** Enforced by the routes and streams; the numbers are `chatLimits` of src/policy/chat.ts. All times in ms. */
export interface DirectLineLimits {
  /** Lifetime of a token, and of a stream. */
  readonly token: number;
  /** Rate of all calls of one conversation to this process. */
  readonly calls: CallRate;
  readonly activityBytes: number;
  readonly textLength: number;
  readonly sockets: number;
  readonly socketsPerConversation: number;
  readonly socketSilence: number;
}

export interface DirectLineServerOptions extends OriginRules {
  readonly directLine: DirectLine;
  readonly tokens: ChatTokens;
  readonly limits: DirectLineLimits;
  /** Shared by the routes and the streams, which are counted together. */
  readonly countCall: LimitVisitor;
}

export interface DirectLineRoutesOptions extends DirectLineServerOptions {
  readonly draining: Draining;
  readonly countMessage: LimitVisitor;
}
