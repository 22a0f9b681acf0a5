import type { FeedId } from '../../ports/chat/activity-feed';
import type { TokenIssuer, ChatTokens } from '../../ports/chat/chat-tokens';
import type { Random } from '../../ports/system';

export interface BuiltInTokenIssuerOptions {
  readonly tokens: ChatTokens;
  readonly random: Random;
  readonly publicUrl: string;
}

/** Issues tokens of the built-in Direct Line. It stores nothing: a conversation begins with its client's first request. */
export const createBuiltInTokenIssuer = (options: BuiltInTokenIssuerOptions): TokenIssuer => ({
  async issue() {
    const { tokens, random, publicUrl } = options;
    const conversation = random.token(16) as FeedId;
    const user = `dl_${random.token(16)}`;
    const token = await tokens.sign({ conversation, user }, 'conversation');
    return { ...token, conversationId: conversation, userId: user, domain: new URL('/v3/directline', publicUrl).href };
  },
});
