import type { RateLimited } from '../src/recovery/limits/rate-limited';
import type { BotMessage } from './chat';
import { retryTime } from './messages/retry-messages';

/** Why not now, when to come back, and the way that is open meanwhile. */
export const rateLimitMessage = ({ by, until }: RateLimited): BotMessage => ({
  key: `limit.${by}`,
  values: retryTime(until),
  choices: ['in-person', 'cancel'],
});
