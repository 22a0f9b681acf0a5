import type { Request } from 'restify';
import type { ChatTokens, ChatTokenUse, ChatVisitor } from '../../../ports/chat/chat-tokens';
import { Problem } from '../../server/problem';
import type { LimitVisitor } from '../../guards/rates';

/** Who speaks; where the path names a conversation, it is theirs. Counted before a body is read. @throws Problem 401, 403, 429 */
export type AuthenticateVisitor = (request: Request) => Promise<ChatVisitor>;

export const createAuthenticateVisitor =
  (tokens: ChatTokens, countCall: LimitVisitor): AuthenticateVisitor =>
  async (request) => {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const visitor = await verifyVisitorToken(tokens, token, 'speak');
    const { id } = request.params as { id?: string };
    if (id !== undefined) requireOwnConversation(visitor, id);
    await countCall(visitor);
    return visitor;
  };

/**
 * Who asks, and in which conversation: nothing but the token says it.
 * @throws Problem 401 without a token; 403 for one that is over, forged, or for another use: clients take it as the end of their token
 */
export async function verifyVisitorToken(tokens: ChatTokens, token: string, use: ChatTokenUse): Promise<ChatVisitor> {
  if (token === '') throw new Problem(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
  const visitor = await tokens.verify(token, use);
  if (visitor === undefined) throw new Problem(403, { kind: 'token-over' });
  return visitor;
}

/** Nobody reads or writes another conversation than that of their token. @throws Problem 403 */
export function requireOwnConversation({ conversation }: ChatVisitor, named: string): void {
  if (named !== conversation) throw new Problem(403, { kind: 'foreign-conversation' });
}
