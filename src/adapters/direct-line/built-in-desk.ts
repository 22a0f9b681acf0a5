import type { FeedId } from '../../ports/activity-feed';
import type { ChatDesk, ChatTokens } from '../../ports/chat-tokens';
import type { Random } from '../../ports/random';

export interface BuiltInChatDeskOptions {
  readonly tokens: ChatTokens;
  readonly random: Random;
  readonly publicUrl: string;
}

/** Invites to this service's own Direct Line. Nothing is kept: a conversation begins when its client comes. */
export const createBuiltInChatDesk = (options: BuiltInChatDeskOptions): ChatDesk => ({
  async invite() {
    const { tokens, random, publicUrl } = options;
    const conversation = random.token(16) as FeedId;
    const user = `dl_${random.token(16)}`;
    const token = await tokens.sign({ conversation, user }, 'speak');
    return { ...token, conversationId: conversation, userId: user, domain: new URL('/v3/directline', publicUrl).href };
  },
});
