import fc from 'fast-check';
import type { MailQuotaRules } from '../../../src/domain/mail/mail-quota';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/time';
import type { MailQuota } from '../../../src/ports/mail/mail-quota';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { MailQuotaHarness } from './mail-quota';

type Kind = MailJob['kind'];

/** A number of consecutive requests, of which the last waits for its `retryIn`; then time passes. */
interface Step {
  readonly kind: Kind;
  readonly count: number;
  readonly isPatient: boolean;
  readonly rest: number;
}

/** An acquired mail and the two moments between which it was acquired. */
interface Grant {
  readonly kind: Kind;
  readonly after: number;
  readonly before: number;
}

/** A limit as a history must keep it, written independently of the code under test. */
interface Bound {
  readonly most: number;
  readonly per: number;
  readonly binds: (kind: Kind) => boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('code', 'code', 'link', 'key-changed'),
  count: fc.integer({ min: 1, max: 5 }),
  isPatient: fc.boolean(),
  rest: fc.oneof(...[1, 2 * SECOND, MINUTE, HOUR].map((max) => fc.nat(max))),
});

const rate: fc.Arbitrary<MailQuotaRules> = fc.record({
  limits: fc.uniqueArray(
    fc.record({ most: fc.integer({ min: 1, max: 8 }), per: fc.constantFrom(SECOND, MINUTE, HOUR) }),
    { selector: ({ per }) => per, minLength: 1, maxLength: 3 },
  ),
  reservedShare: fc.constantFrom(0, 1 / 3, 1 / 2),
});

const boundsOf = ({ limits, reservedShare }: MailQuotaRules): readonly Bound[] =>
  limits.flatMap(({ most, per }) => [
    { most, per, binds: () => true },
    { most: Math.max(1, Math.floor(most * (1 - reservedShare))), per, binds: (kind) => kind === 'code' },
  ]);

/** The invariants of every mail quota over random histories. */
export function describeMailQuotaHistories(name: string, harness: () => MailQuotaHarness): void {
  describe(`${name}: mail quota over random histories`, () => {
    it('keeps every limit in every span, refuses a mail only when a limit is used up, and grants it at the announced time', async () => {
      const fixture = harness();
      await fc.assert(
        fc.asyncProperty(rate, fc.array(step, { minLength: 1, maxLength: 20 }), async (rate, steps) => {
          const { quota, other } = await fixture.begin(rate);
          const history = createHistory(fixture, boundsOf(rate));
          for (const [index, { kind, count, isPatient, rest }] of steps.entries()) {
            const from = index % 2 === 0 ? quota : other;
            for (let n = 1; n < count; n++) await history.ask(from, kind);
            const wait = await history.ask(from, kind);
            if (wait > 0 && isPatient) {
              await fixture.passTime(wait);
              history.expectGranted(await history.ask(other, kind));
            }
            await fixture.passTime(rest);
          }
          history.check();
        }),
        { numRuns: fixture.historyCount },
      );
    });
  });
}

function createHistory(fixture: MailQuotaHarness, bounds: readonly Bound[]) {
  const grants: Grant[] = [];
  const faults: string[] = [];

  /** Returns whether the limit was used up during the span, and the sixtieth of it, before `since`. */
  const isUsedUp = ({ most, per, binds }: Bound, since: number): boolean =>
    grants.filter(({ kind, before }) => binds(kind) && before > since - per - Math.ceil(per / 60)).length >= most;

  return {
    /** Returns the wait in ms, 0 when the quota was acquired. */
    async ask(from: MailQuota, kind: Kind): Promise<number> {
      const after = fixture.now();
      const result = await from.acquire(kind);
      if (result.kind === 'acquired') {
        grants.push({ kind, after, before: fixture.now() });
        return 0;
      }
      const { retryIn } = result;
      if (!Number.isInteger(retryIn) || retryIn < 1) faults.push(`told to wait ${retryIn} ms`);
      if (!bounds.some((bound) => bound.binds(kind) && isUsedUp(bound, after))) faults.push(`a ${kind} refused`);
      return retryIn;
    },

    expectGranted(wait: number): void {
      if (wait > 0) faults.push(`told to wait ${wait} ms more`);
    },

    check(): void {
      for (const { most, per, binds } of bounds) {
        const bound = grants.filter(({ kind }) => binds(kind));
        for (const [index, { after }] of bound.entries()) {
          const next = bound[index + most];
          if (next && next.before - after < per) faults.push(`more than ${most} in ${next.before - after} ms`);
        }
      }
      expect(faults).toEqual([]);
    },
  };
}
