import type { ChargeResult, RateLimitName } from '../../ports/security/rate-limits';

/** One count of a window. */
export interface WindowCount {
  readonly limit: RateLimitName;
  readonly most: number;
  /** Includes the charge that is evaluated. */
  readonly count: number;
  readonly msLeft: number;
  /** `known`: a member that was charged before. */
  readonly how: 'charged' | 'peeked' | 'known';
}

/** Returns the refusal that lasts longest, if any window refuses. */
export const evaluateWindows = (windows: readonly (readonly WindowCount[])[]): ChargeResult =>
  longestRefusal(windows.map(judgeWindow));

/** Returns the refusal that lasts longest, if there is one. */
export const longestRefusal = (results: readonly ChargeResult[]): ChargeResult =>
  results.reduce<ChargeResult>((one, other) => (isLonger(other, one) ? other : one), ALLOWED);

const ALLOWED: ChargeResult = { kind: 'allowed' };

const isLonger = (other: ChargeResult, one: ChargeResult): boolean =>
  other.kind === 'exceeded' && (one.kind === 'allowed' || other.retryIn > one.retryIn);

/** Judges one window, which has one count for each key of the ring. A refusal is the first only when it is so in every count. */
function judgeWindow(counts: readonly WindowCount[]): ChargeResult {
  const over = counts.filter(({ count, most }) => count > most);
  const [any] = over;
  if (any === undefined) return ALLOWED;
  return {
    kind: 'exceeded',
    limit: any.limit,
    retryIn: Math.max(...over.map(({ msLeft }) => msLeft)),
    first: over.every(({ count, how, most }) => how === 'charged' && count === most + 1),
  };
}
