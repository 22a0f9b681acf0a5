import type { FeedId } from './activity-feed';

/** The user and the conversation for which a token is valid. */
export interface ChatVisitor {
  readonly conversation: FeedId;
  /** `dl_` and a random part. The prefix means to Direct Line's clients that the token holds the id. */
  readonly user: string;
}

/**
 * `conversation`: a client's token. `stream`: only opens a stream. It is valid for `chatLimits.streamTicket` (src/policy/chat.ts), because
 * URLs end up in logs.
 */
export type ChatTokenUse = 'conversation' | 'stream';

export interface ChatToken {
  readonly token: string;
  /** In seconds. */
  readonly expiresIn: number;
}

/** The built-in Direct Line's tokens: JWTs signed with a key derived from the service's secret. */
export interface ChatTokens {
  sign(visitor: ChatVisitor, use: ChatTokenUse): Promise<ChatToken>;
  /** Returns the token's visitor, or undefined when the token is forged, has expired, or was made for the other use. */
  verify(token: string, use: ChatTokenUse): Promise<ChatVisitor | undefined>;
}

/** A new conversation of a visitor, as a Direct Line client needs it. */
export interface IssuedConversation extends ChatToken {
  readonly conversationId: string;
  readonly userId: string;
  /** The address of Direct Line, without a trailing slash: `https://…/v3/directline`. */
  readonly domain: string;
}

/** Issues conversations of the built-in Direct Line, or of Azure's. */
export interface TokenIssuer {
  /** @throws Unavailable */
  issue(): Promise<IssuedConversation>;
}
