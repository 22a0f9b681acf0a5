import type { Instant } from '../time';

/** The time until the mailed code, the mailed link, or the page on which the key is set expires. */
export interface Countdown {
  readonly of: 'code' | 'link' | 'page';
  readonly endsAt: Instant;
}
