import type { Lockout } from '../../src/domain/recovery/lockout';
import { formatTime, formatDay, ceilToMinute, type Instant } from '../../src/domain/time';
import type { RateLimited } from '../../src/recovery/limits/rate-limited';
import type { BotMessage } from '../chat';

/** Returns the first full minute from which a retry can succeed, and its day, because it may be another one. */
export function retryTime(instant: Instant) {
  const minute = ceilToMinute(instant);
  return { time: formatTime(minute).slice(0, 5), day: formatDay(minute) };
}

/** Names the exceeded limit and the time to retry, and offers the in-person procedure meanwhile. */
export const rateLimitMessage = ({ by, until }: RateLimited): BotMessage => ({
  key: `limit.${by}`,
  values: retryTime(until),
  choices: ['in-person', 'cancel'],
});

export const lockoutMessage = ({ cause, until }: Lockout): BotMessage => ({
  key: cause === 'disavowed' ? 'target.disavowed' : 'target.locked-out',
  values: retryTime(until),
  choices: ['in-person', 'cancel'],
  countdown: null,
});
