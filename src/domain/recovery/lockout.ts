/** After the `at`-th failure, and from there after every further `every` of them, the target rests for `forMs`. */
export interface LockoutStep {
  readonly at: number;
  readonly every?: number;
  readonly forMs: number;
}

/** How long a target rests, in ms, now that it has failed `failures` times; 0 for not at all. */
export function lockoutDuration(failures: number, pauses: readonly LockoutStep[]): number {
  const due = pauses.filter(
    ({ at, every }) => failures === at || (every !== undefined && failures > at && (failures - at) % every === 0),
  );
  return Math.max(0, ...due.map(({ forMs }) => forMs));
}
