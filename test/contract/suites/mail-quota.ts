import type { MailQuotaRules } from '../../../src/domain/mail/mail-quota';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/time';
import type { MailQuota, MailQuotaResult } from '../../../src/ports/mail/mail-quota';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import { repeatUntilFasterThan, concurrently } from './recovery-store/harness';

export interface MailQuotaHarness {
  /** Opens an unused quota, and the same quota from another process where there can be one. */
  begin(rate: MailQuotaRules): Promise<{ readonly budget: MailQuota; readonly other: MailQuota }>;
  /** Makes everything counted `ms` older. */
  passTime(ms: number): Promise<void>;
  /** The clock of the quota, in ms. */
  now(): number;
  /** How close to the end of a span a test may measure, in ms: `FROZEN_CLOCK` where time stands still between two calls. */
  readonly clockSlack: number;
  /** The number of random histories to run. */
  readonly historyCount: number;
}

export const FULL = { kind: 'exceeded', retryIn: expect.any(Number) as number };
const GRANTED = { kind: 'acquired' };

export const retryIn = (grant: MailQuotaResult): number => (grant.kind === 'exceeded' ? grant.retryIn : 0);

const rate = (...limits: MailQuotaRules['limits']): MailQuotaRules => ({ limits, reservedShare: 1 / 3 });
const perHour = rate({ most: 30, per: HOUR });

/** The contract of every mail quota. */
export function describeMailQuota(name: string, harness: () => MailQuotaHarness): void {
  describe(`${name} mail quota`, () => {
    let world: MailQuotaHarness;
    beforeEach(() => {
      world = harness();
    });

    /** Returns how many of `count` consecutive requests are granted. */
    async function taken(from: MailQuota, kind: MailJob['kind'], count: number): Promise<number> {
      let granted = 0;
      for (let n = 0; n < count; n++) if ((await from.acquire(kind)).kind === 'acquired') granted += 1;
      return granted;
    }

    describe('granting', () => {
      it('grants as many mails as the limit allows, and one more when the first returns', async () => {
        const { budget } = await world.begin(perHour);
        expect(await taken(budget, 'link', 50)).toBe(30);
        await world.passTime(HOUR - MINUTE);
        expect(await budget.acquire('link')).toEqual(FULL);
        await world.passTime(2 * MINUTE);
        expect(await taken(budget, 'link', 50)).toBe(30);
      });

      it('grants codes two thirds of the limit, and links and notices the rest', async () => {
        const { budget } = await world.begin(perHour);
        expect(await taken(budget, 'code', 30)).toBe(20);
        expect(await taken(budget, 'link', 5)).toBe(5);
        expect(await taken(budget, 'key-changed', 10)).toBe(5);
        expect(await budget.acquire('link')).toEqual(FULL);
      });

      it('does not take the mails of links from the share of codes', async () => {
        const { budget } = await world.begin(perHour);
        expect(await taken(budget, 'link', 18)).toBe(18);
        expect(await taken(budget, 'code', 30)).toBe(12);
        expect(await budget.acquire('key-changed')).toEqual(FULL);
      });

      it('grants a code from time to time under the smallest limit', async () => {
        const { budget } = await world.begin(rate({ most: 1, per: MINUTE }));
        expect(await budget.acquire('code')).toEqual(GRANTED);
        expect(await budget.acquire('link')).toEqual(FULL);
      });

      it('grants only what has returned, unlike a bucket that fills while it is idle', async () => {
        const { budget } = await world.begin(perHour);
        expect(await taken(budget, 'link', 10)).toBe(10);
        await world.passTime(HOUR / 2);
        expect(await taken(budget, 'link', 30)).toBe(20);
        await world.passTime(HOUR / 2 + MINUTE);
        expect(await taken(budget, 'link', 30)).toBe(10);
      });

      it('grants thirty of fifty simultaneous requests from two processes', async () => {
        const { budget, other } = await world.begin(perHour);
        const grants = await concurrently(50, (n) => (n % 2 === 0 ? budget : other).acquire('link'));
        expect(grants.filter(({ kind }) => kind === 'acquired')).toHaveLength(30);
      });

      it('grants twenty of fifty simultaneous codes, and the ten links that come with them', async () => {
        const { budget, other } = await world.begin(perHour);
        const [codes, links] = await Promise.all([
          concurrently(50, (n) => (n % 2 === 0 ? budget : other).acquire('code')),
          concurrently(10, () => other.acquire('link')),
        ]);
        expect(codes.filter(({ kind }) => kind === 'acquired')).toHaveLength(20);
        expect(links).toEqual(Array(10).fill(GRANTED));
      });

      it('grants a process what the other one left', async () => {
        const { budget, other } = await world.begin(perHour);
        expect(await taken(budget, 'link', 29)).toBe(29);
        expect(await other.acquire('link')).toEqual(GRANTED);
        expect([await budget.acquire('link'), await other.acquire('link')]).toEqual([FULL, FULL]);
      });
    });

    describe('several limits', () => {
      const both = rate({ most: 3, per: MINUTE }, { most: 5, per: HOUR });

      it('charge either all limits or none', async () => {
        const { budget } = await world.begin(both);
        expect(await taken(budget, 'link', 20)).toBe(3);
        await world.passTime(MINUTE + 2 * SECOND);
        expect(await taken(budget, 'link', 20)).toBe(2);
        await world.passTime(MINUTE + 2 * SECOND);
        expect(await budget.acquire('link')).toEqual(FULL);
      });

      it('name the time at which the last of them has room', async () => {
        const { budget } = await world.begin(both);
        expect(await taken(budget, 'link', 3)).toBe(3);
        expect(retryIn(await budget.acquire('link'))).toBeLessThanOrEqual(MINUTE + SECOND);
        await world.passTime(MINUTE + SECOND);
        expect(await taken(budget, 'link', 2)).toBe(2);
        expect(retryIn(await budget.acquire('link'))).toBeGreaterThan(HOUR - 2 * MINUTE);
      });

      it('name different times for codes and for links', async () => {
        const { budget } = await world.begin(rate({ most: 3, per: MINUTE }, { most: 3, per: HOUR }));
        expect(await taken(budget, 'code', 2)).toBe(2);
        expect(retryIn(await budget.acquire('code'))).toBeGreaterThan(MINUTE + SECOND);
        expect(await budget.acquire('link')).toEqual(GRANTED);
      });
    });

    describe('full quota', () => {
      it('names the time of the next return: after the span, and at most a sixtieth of it late', async () => {
        const { budget } = await world.begin(perHour);
        await taken(budget, 'link', 30);
        const told = retryIn(await budget.acquire('link'));
        expect(told).toBeGreaterThan(HOUR - 10 * SECOND);
        expect(told).toBeLessThanOrEqual(HOUR + MINUTE);
        await world.passTime(told);
        expect(await budget.acquire('link')).toEqual(GRANTED);
      });

      it('names no later time than the first return', async () => {
        const [early, told] = await repeatUntilFasterThan(world.clockSlack, async () => {
          const { budget } = await world.begin(rate({ most: 1, per: HOUR }));
          await budget.acquire('link');
          await world.passTime(retryIn(await budget.acquire('link')) - world.clockSlack);
          return [await budget.acquire('link'), world.clockSlack];
        });
        expect(early).toEqual(FULL);
        expect(retryIn(early)).toBeGreaterThanOrEqual(1);
        expect(retryIn(early)).toBeLessThanOrEqual(told);
      });

      it('names the time of the return that is still lacking, not of the first one', async () => {
        const { budget } = await world.begin(rate({ most: 3, per: HOUR }));
        await budget.acquire('code');
        await world.passTime(20 * MINUTE);
        await budget.acquire('link');
        await budget.acquire('link');
        await world.passTime(retryIn(await budget.acquire('link')));
        await budget.acquire('link');
        const told = retryIn(await budget.acquire('link'));
        expect(told).toBeGreaterThan(15 * MINUTE);
        expect(told).toBeLessThanOrEqual(21 * MINUTE);
      });

      it('names the first time even when its clock was set back in between', async () => {
        const { budget } = await world.begin(rate({ most: 2, per: HOUR }));
        await budget.acquire('link');
        await world.passTime(-10 * MINUTE);
        await budget.acquire('link');
        const told = retryIn(await budget.acquire('link'));
        expect(told).toBeGreaterThan(HOUR - MINUTE);
        expect(told).toBeLessThanOrEqual(HOUR + MINUTE);
        await world.passTime(told);
        expect(await budget.acquire('link')).toEqual(GRANTED);
      });

      it('is not charged by refused requests', async () => {
        const { budget } = await world.begin(perHour);
        await taken(budget, 'code', 20);
        const told = retryIn(await budget.acquire('code'));
        expect(await taken(budget, 'code', 50)).toBe(0);
        expect(await taken(budget, 'link', 10)).toBe(10);
        await world.passTime(told);
        expect(await budget.acquire('code')).toEqual(GRANTED);
      });
    });

    describe('back-off', () => {
      const minute = { asymmetricMatch: (ms: number) => ms <= MINUTE && ms > MINUTE - 10 * SECOND };

      it('grants nothing to any process, and names its end', async () => {
        const { budget, other } = await world.begin(perHour);
        await budget.backOff(MINUTE);
        for (const kind of ['code', 'link', 'key-changed'] as const)
          expect(await other.acquire(kind)).toEqual({ kind: 'exceeded', retryIn: minute });
        await world.passTime(retryIn(await budget.acquire('link')));
        expect(await taken(budget, 'link', 50)).toBe(30);
      });

      it('is extended by a longer back-off and not shortened by a shorter one', async () => {
        const { budget, other } = await world.begin(perHour);
        await budget.backOff(MINUTE);
        await other.backOff(SECOND);
        await budget.backOff(0);
        expect(await budget.acquire('link')).toEqual({ kind: 'exceeded', retryIn: minute });
        await world.passTime(30 * SECOND);
        await other.backOff(MINUTE);
        expect(await budget.acquire('link')).toEqual({ kind: 'exceeded', retryIn: minute });
      });

      it('names the later of its end and the next return', async () => {
        const { budget } = await world.begin(rate({ most: 1, per: MINUTE }));
        await budget.acquire('link');
        await budget.backOff(SECOND);
        expect(retryIn(await budget.acquire('link'))).toBeGreaterThan(MINUTE - 10 * SECOND);
        await budget.backOff(HOUR);
        expect(retryIn(await budget.acquire('link'))).toBeGreaterThan(HOUR - 10 * SECOND);
      });

      it('accepts a back-off of a fraction of a millisecond, or of zero', async () => {
        const { budget } = await world.begin(perHour);
        await budget.backOff(0);
        await budget.backOff(-1);
        expect(await budget.acquire('link')).toEqual(GRANTED);
        await budget.backOff(MINUTE - 0.5);
        expect(await budget.acquire('link')).toEqual({ kind: 'exceeded', retryIn: minute });
      });
    });
  });
}
