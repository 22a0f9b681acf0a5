import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { Visitor } from '../../ports/chat-tokens';
import { nameOrigin } from '../../ports/origin';
import { messagesOf, type RateLimits } from '../../ports/rate-limits';
import { tooMany } from '../too-many';

export interface Rate {
  readonly most: number;
  /** In ms, from the first of them. */
  readonly span: number;
}

/** Counts one more of the visitor's. @throws Problem 429, which says when to come again */
export type Count = (visitor: Visitor) => Promise<void>;

/** Everything a conversation asks for, streams included, at this process: what is refused here costs nothing. */
export function boundCalls({ calls: { most, span } }: { readonly calls: Rate }): Count {
  const limiter = new RateLimiterMemory({ points: most, duration: span / SECOND });
  return async ({ conversation }) => {
    try {
      await limiter.consume(conversation);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooMany('too-many-calls', refusal.msBeforeNext);
    }
  };
}

/** What is said, in all processes together: the limit that the bot keeps to on every other channel. The count throws Unavailable, too. */
export const boundMessages =
  (limits: RateLimits): Count =>
  async (visitor) => {
    const charged = await limits.charge(messagesOf(nameOrigin('directline', visitor)));
    switch (charged.kind) {
      case 'granted':
        return;
      case 'refused':
        throw tooMany('too-many-messages', charged.retryIn);
    }
  };
