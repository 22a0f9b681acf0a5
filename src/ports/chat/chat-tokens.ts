import type { FeedId } from './activity-feed';

/** What a token lets its bearer do: speak as this user in this conversation, and hear it. */
export interface ChatVisitor {
  readonly conversation: FeedId;
  /** `dl_` and a random part: the prefix tells Direct Line's clients that the id stands in the token. */
  readonly user: string;
}

/** `speak`: the token of a client. `listen`: lives for a minute and opens the stream only, since its address ends up in places. */
export type ChatTokenUse = 'speak' | 'listen';

export interface ChatToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** The built-in Direct Line's tokens: JWTs signed with a key derived from the service's secret. */
export interface ChatTokens {
  sign(visitor: ChatVisitor, use: ChatTokenUse): Promise<ChatToken>;
  /** Whose token it is; nothing when it is not ours, is over, or was made for the other use. */
  verify(token: string, use: ChatTokenUse): Promise<ChatVisitor | undefined>;
}

/** A conversation for a visitor of the website, ready for a Direct Line client. */
export interface IssuedConversation extends ChatToken {
  readonly conversationId: string;
  readonly userId: string;
  /** Where Direct Line is, without a slash at the end: `https://…/v3/directline`. */
  readonly domain: string;
}

/** Where conversations begin: the built-in Direct Line, or Azure's. */
export interface TokenIssuer {
  /** @throws Unavailable */
  issue(): Promise<IssuedConversation>;
}
