import type { Lockout } from '../../src/domain/recovery/lockout';
import type { RateLimited } from '../../src/recovery/limits/rate-limited';
import type { BotMessage } from '../chat';

/** Names the exceeded limit and the time to retry, and offers the in-person procedure meanwhile. */
export const rateLimitMessage = ({ by, until }: RateLimited): BotMessage => ({
  key: `limit.${by}`,
  until,
  choices: ['in-person', 'cancel'],
});

export const lockoutMessage = ({ cause, until }: Lockout): BotMessage => ({
  key: cause === 'disavowed' ? 'target.disavowed' : 'target.locked-out',
  until,
  choices: ['in-person', 'cancel'],
  countdown: null,
});
