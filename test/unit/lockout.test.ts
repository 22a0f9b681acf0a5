import { lockoutDuration } from '../../src/domain/recovery/lockout';
import { DAY, HOUR, MINUTE } from '../../src/domain/time';
import { lockoutSteps } from '../../src/policy/recovery';

const durationAfter = (failures: number) => lockoutDuration(failures, lockoutSteps);

describe('lockout after failures of a target', () => {
  it.each([
    [10, 15 * MINUTE],
    [20, 2 * HOUR],
    [50, DAY],
    [100, DAY],
    [150, DAY],
    [1_000, DAY],
  ])('a target is locked out after the %ith failure', (failures, ms) => {
    expect(durationAfter(failures)).toBe(ms);
  });

  it('a target is not locked out after any other number of failures', () => {
    const others = Array.from({ length: 200 }, (_, failures) => failures).filter(
      (failures) => ![10, 20, 50, 100, 150].includes(failures),
    );
    expect(others.filter((failures) => durationAfter(failures) !== 0)).toEqual([]);
  });

  it('the longest of the lockouts that are due at once applies', () => {
    const steps = [
      { failures: 2, every: 2, duration: HOUR },
      { failures: 4, duration: MINUTE },
    ];
    expect([1, 2, 3, 4].map((failures) => lockoutDuration(failures, steps))).toEqual([0, HOUR, 0, HOUR]);
  });
});
