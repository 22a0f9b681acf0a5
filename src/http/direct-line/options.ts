import type { DirectLine } from '../../bot/direct-line';
import type { ChatTokens } from '../../ports/chat-tokens';
import type { OriginRules } from '../cors';

/** `policy.chat`, as far as it is kept here. Times in milliseconds. */
export interface ChatLimits {
  /** A token's life, and that of a stream. */
  readonly token: number;
  /** Posts of one conversation to this process. */
  readonly messages: { readonly most: number; readonly span: number };
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
}
