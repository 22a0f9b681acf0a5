import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { Visitor } from '../../ports/chat-tokens';
import { Problem } from '../problem';

export interface Rate {
  readonly most: number;
  /** In ms, from the first of them. */
  readonly span: number;
}

/** Counts one more of the visitor's conversation, at this process. @throws Problem 429, which says when to come again */
export type Count = (visitor: Visitor) => Promise<void>;

/** Everything a conversation asks for, streams included. */
export const boundCalls = ({ calls }: { readonly calls: Rate }): Count => bound(calls, 'too-many-calls');

/** What is said in it. */
export const boundMessages = ({ messages }: { readonly messages: Rate }): Count => bound(messages, 'too-many-messages');

function bound({ most, span }: Rate, kind: string): Count {
  const limiter = new RateLimiterMemory({ points: most, duration: span / SECOND });
  return async ({ conversation }) => {
    try {
      await limiter.consume(conversation);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = String(Math.ceil(refusal.msBeforeNext / SECOND));
      throw new Problem(429, { kind, headers: { 'Retry-After': seconds } });
    }
  };
}
