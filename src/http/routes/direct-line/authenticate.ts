import type { Request } from 'restify';
import type { ChatTokens, ChatTokenUse, ChatVisitor } from '../../../ports/chat/chat-tokens';
import { Problem } from '../../server/problem';
import type { LimitVisitor } from '../../guards/rates';

/**
 * Returns the visitor that the request's token names. A conversation in the path must be theirs. Counts the call, before a body is read.
 * @throws Problem 401, 403, 429
 */
export type AuthenticateVisitor = (request: Request) => Promise<ChatVisitor>;

export const createAuthenticateVisitor =
  (tokens: ChatTokens, countCall: LimitVisitor): AuthenticateVisitor =>
  async (request) => {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const visitor = await verifyVisitorToken(tokens, token, 'conversation');
    const { id } = request.params as { id?: string };
    if (id !== undefined) requireOwnConversation(visitor, id);
    await countCall(visitor);
    return visitor;
  };

/**
 * Returns the visitor and the conversation, which come from the token alone.
 * @throws Problem 401 without a token; 403 for one that has expired, is forged, or is for another use: clients then drop their token
 */
export async function verifyVisitorToken(tokens: ChatTokens, token: string, use: ChatTokenUse): Promise<ChatVisitor> {
  if (token === '') throw new Problem(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
  const visitor = await tokens.verify(token, use);
  if (visitor === undefined) throw new Problem(403, { kind: 'token-over' });
  return visitor;
}

/** Requires that the conversation is that of the visitor's token. @throws Problem 403 */
export function requireOwnConversation(visitor: ChatVisitor, conversation: string): void {
  if (conversation !== visitor.conversation) throw new Problem(403, { kind: 'foreign-conversation' });
}
