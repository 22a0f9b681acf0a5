import { WEBSITE_CHANNEL } from '../../domain/channel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { ChatVisitor } from '../../ports/chat/chat-tokens';
import { nameChannelAccount } from '../../ports/chat/channel-account';
import { messageCharges, type RateLimits } from '../../ports/security/rate-limits';
import { tooManyRequests } from '../too-many';

export interface Rate {
  readonly most: number;
  /** In ms, from the first of them. */
  readonly span: number;
}

/** Counts one more of the visitor's. @throws Problem 429, which says when to come again */
export type LimitVisitor = (visitor: ChatVisitor) => Promise<void>;

/** Everything a conversation asks for, streams included, at this process: what is refused here costs nothing. */
export function createCallLimit({ calls: { most, span } }: { readonly calls: Rate }): LimitVisitor {
  const limiter = new RateLimiterMemory({ points: most, duration: span / SECOND });
  return async ({ conversation }) => {
    try {
      await limiter.consume(conversation);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyRequests('too-many-calls', refusal.msBeforeNext);
    }
  };
}

/** What is said, in all processes together: the limit that the bot keeps to on every other channel. The count throws Unavailable, too. */
export const createMessageLimit =
  (limits: RateLimits): LimitVisitor =>
  async (visitor) => {
    const charged = await limits.charge(messageCharges(nameChannelAccount(WEBSITE_CHANNEL, visitor)));
    switch (charged.kind) {
      case 'granted':
        return;
      case 'refused':
        throw tooManyRequests('too-many-messages', charged.retryIn);
    }
  };
