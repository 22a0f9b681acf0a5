import type { ChargeResult, RateLimitName } from '../../ports/security/rate-limits';

/** What one count came to. */
export interface WindowCount {
  readonly limit: RateLimitName;
  readonly most: number;
  /** Together with what was charged, or is asked for. */
  readonly count: number;
  readonly msLeft: number;
  /** `known`: of a member that was charged before. */
  readonly how: 'charged' | 'looked-at' | 'known';
}

/** Given what each window's counts came to: whether all of them grant it. */
export const evaluateWindows = (windows: readonly (readonly WindowCount[])[]): ChargeResult =>
  longestRefusal(windows.map(judgeWindow));

/** The refusal that lasts longest, if there is one. */
export const longestRefusal = (answers: readonly ChargeResult[]): ChargeResult =>
  answers.reduce<ChargeResult>((one, other) => (isLonger(other, one) ? other : one), GRANTED);

const GRANTED: ChargeResult = { kind: 'granted' };

const isLonger = (other: ChargeResult, one: ChargeResult): boolean =>
  other.kind === 'refused' && (one.kind === 'granted' || other.retryIn > one.retryIn);

/** The counts of one window differ only by the key that named them: while any of them has refused before, none is the first to do so. */
function judgeWindow(readings: readonly WindowCount[]): ChargeResult {
  const over = readings.filter(({ count, most }) => count > most);
  const [any] = over;
  if (any === undefined) return GRANTED;
  return {
    kind: 'refused',
    limit: any.limit,
    retryIn: Math.max(...over.map(({ msLeft }) => msLeft)),
    first: over.every(({ count, how, most }) => how === 'charged' && count === most + 1),
  };
}
