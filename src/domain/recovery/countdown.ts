import type { Instant } from '../time';

/** What a person must finish in time: with the mailed code, the mailed link, or the page on which the key is set. */
export interface Countdown {
  readonly of: 'code' | 'link' | 'page';
  readonly endsAt: Instant;
}
