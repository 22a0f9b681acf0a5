import { WEBSITE_CHANNEL } from '../../domain/channel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { ChatVisitor } from '../../ports/chat/chat-tokens';
import { nameSenderAccount } from '../../ports/chat/sender-account';
import { messageCharges, type RateLimits } from '../../ports/security/rate-limits';
import { tooManyRequests } from '../server/problem';

export interface CallRate {
  readonly most: number;
  /** Length of the window in ms; it starts with the first call. */
  readonly per: number;
}

/** Counts one call of the visitor. @throws Problem 429 with `Retry-After` */
export type LimitVisitor = (visitor: ChatVisitor) => Promise<void>;

/** Limits all calls of a conversation to this process, streams included. Counts in memory, so that refusing a call costs nothing. */
export function createCallLimit({ calls: { most, per } }: { readonly calls: CallRate }): LimitVisitor {
  const limiter = new RateLimiterMemory({ points: most, duration: per / SECOND });
  return async ({ conversation }) => {
    try {
      await limiter.consume(conversation);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw tooManyRequests('too-many-calls', rejection.msBeforeNext);
    }
  };
}

/** Limits messages, counted over all processes: the same limit that the bot applies on every other channel. Also throws Unavailable. */
export const createMessageLimit =
  (limits: RateLimits): LimitVisitor =>
  async (visitor) => {
    const charged = await limits.charge(messageCharges(nameSenderAccount(WEBSITE_CHANNEL, visitor)));
    switch (charged.kind) {
      case 'allowed':
        return;
      case 'exceeded':
        throw tooManyRequests('too-many-messages', charged.retryIn);
    }
  };
