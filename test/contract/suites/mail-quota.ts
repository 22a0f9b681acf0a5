import type { MailQuotaRules } from '../../../src/domain/mail/mail-quota';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/time';
import type { MailQuota, MailQuotaResult } from '../../../src/ports/mail/mail-quota';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import { repeatUntilFasterThan, concurrently } from './recovery-store/harness';

export interface MailQuotaHarness {
  /** Opens an unused quota, and the same quota from another process where there can be one. */
  begin(rate: MailQuotaRules): Promise<{ readonly quota: MailQuota; readonly other: MailQuota }>;
  /** Makes everything counted `ms` older. */
  passTime(ms: number): Promise<void>;
  /** The clock of the quota, in ms. */
  now(): number;
  /** How close to the end of a span a test may measure, in ms: `FROZEN_CLOCK` where time stands still between two calls. */
  readonly clockSlack: number;
  /** The number of random histories to run. */
  readonly historyCount: number;
}

export const EXCEEDED = { kind: 'exceeded', retryIn: expect.any(Number) as number };
const ACQUIRED = { kind: 'acquired' };

export const retryIn = (result: MailQuotaResult): number => (result.kind === 'exceeded' ? result.retryIn : 0);

const rate = (...limits: MailQuotaRules['limits']): MailQuotaRules => ({ limits, reservedShare: 1 / 3 });
const perHour = rate({ most: 30, per: HOUR });

/** The contract of every mail quota. */
export function describeMailQuota(name: string, harness: () => MailQuotaHarness): void {
  describe(`${name}: mail quota`, () => {
    let fixture: MailQuotaHarness;
    beforeEach(() => {
      fixture = harness();
    });

    /** Returns how many of `count` consecutive requests acquire the quota. */
    async function taken(from: MailQuota, kind: MailJob['kind'], count: number): Promise<number> {
      let acquired = 0;
      for (let n = 0; n < count; n++) if ((await from.acquire(kind)).kind === 'acquired') acquired += 1;
      return acquired;
    }

    describe('granted mails', () => {
      it('grants as many mails as the limit allows, and one more when the first returns', async () => {
        const { quota } = await fixture.begin(perHour);
        expect(await taken(quota, 'link', 50)).toBe(30);
        await fixture.passTime(HOUR - MINUTE);
        expect(await quota.acquire('link')).toEqual(EXCEEDED);
        await fixture.passTime(2 * MINUTE);
        expect(await taken(quota, 'link', 50)).toBe(30);
      });

      it('grants two thirds of the limit to codes, and the rest to links and notices', async () => {
        const { quota } = await fixture.begin(perHour);
        expect(await taken(quota, 'code', 30)).toBe(20);
        expect(await taken(quota, 'link', 5)).toBe(5);
        expect(await taken(quota, 'key-changed', 10)).toBe(5);
        expect(await quota.acquire('link')).toEqual(EXCEEDED);
      });

      it('mails with links are not taken from the share of codes', async () => {
        const { quota } = await fixture.begin(perHour);
        expect(await taken(quota, 'link', 18)).toBe(18);
        expect(await taken(quota, 'code', 30)).toBe(12);
        expect(await quota.acquire('key-changed')).toEqual(EXCEEDED);
      });

      it('grants a code from time to time under the smallest limit', async () => {
        const { quota } = await fixture.begin(rate({ most: 1, per: MINUTE }));
        expect(await quota.acquire('code')).toEqual(ACQUIRED);
        expect(await quota.acquire('link')).toEqual(EXCEEDED);
      });

      it('grants only what has returned, unlike a bucket that fills while it is idle', async () => {
        const { quota } = await fixture.begin(perHour);
        expect(await taken(quota, 'link', 10)).toBe(10);
        await fixture.passTime(HOUR / 2);
        expect(await taken(quota, 'link', 30)).toBe(20);
        await fixture.passTime(HOUR / 2 + MINUTE);
        expect(await taken(quota, 'link', 30)).toBe(10);
      });

      it('grants thirty of fifty simultaneous requests from two processes', async () => {
        const { quota, other } = await fixture.begin(perHour);
        const results = await concurrently(50, (n) => (n % 2 === 0 ? quota : other).acquire('link'));
        expect(results.filter(({ kind }) => kind === 'acquired')).toHaveLength(30);
      });

      it('grants twenty of fifty simultaneous codes, and the ten links that come with them', async () => {
        const { quota, other } = await fixture.begin(perHour);
        const [codes, links] = await Promise.all([
          concurrently(50, (n) => (n % 2 === 0 ? quota : other).acquire('code')),
          concurrently(10, () => other.acquire('link')),
        ]);
        expect(codes.filter(({ kind }) => kind === 'acquired')).toHaveLength(20);
        expect(links).toEqual(Array(10).fill(ACQUIRED));
      });

      it('grants a process what the other process has left over', async () => {
        const { quota, other } = await fixture.begin(perHour);
        expect(await taken(quota, 'link', 29)).toBe(29);
        expect(await other.acquire('link')).toEqual(ACQUIRED);
        expect([await quota.acquire('link'), await other.acquire('link')]).toEqual([EXCEEDED, EXCEEDED]);
      });
    });

    describe('mail quota with several limits', () => {
      const both = rate({ most: 3, per: MINUTE }, { most: 5, per: HOUR });

      it('a mail is charged to all limits or to none', async () => {
        const { quota } = await fixture.begin(both);
        expect(await taken(quota, 'link', 20)).toBe(3);
        await fixture.passTime(MINUTE + 2 * SECOND);
        expect(await taken(quota, 'link', 20)).toBe(2);
        await fixture.passTime(MINUTE + 2 * SECOND);
        expect(await quota.acquire('link')).toEqual(EXCEEDED);
      });

      it('the retry time is when the last of the limits has room', async () => {
        const { quota } = await fixture.begin(both);
        expect(await taken(quota, 'link', 3)).toBe(3);
        expect(retryIn(await quota.acquire('link'))).toBeLessThanOrEqual(MINUTE + SECOND);
        await fixture.passTime(MINUTE + SECOND);
        expect(await taken(quota, 'link', 2)).toBe(2);
        expect(retryIn(await quota.acquire('link'))).toBeGreaterThan(HOUR - 2 * MINUTE);
      });

      it('the retry times of codes and of links differ', async () => {
        const { quota } = await fixture.begin(rate({ most: 3, per: MINUTE }, { most: 3, per: HOUR }));
        expect(await taken(quota, 'code', 2)).toBe(2);
        expect(retryIn(await quota.acquire('code'))).toBeGreaterThan(MINUTE + SECOND);
        expect(await quota.acquire('link')).toEqual(ACQUIRED);
      });
    });

    describe('retry time of a full quota', () => {
      it('the retry time is the next return: after the span, and at most a sixtieth of it late', async () => {
        const { quota } = await fixture.begin(perHour);
        await taken(quota, 'link', 30);
        const wait = retryIn(await quota.acquire('link'));
        expect(wait).toBeGreaterThan(HOUR - 10 * SECOND);
        expect(wait).toBeLessThanOrEqual(HOUR + MINUTE);
        await fixture.passTime(wait);
        expect(await quota.acquire('link')).toEqual(ACQUIRED);
      });

      it('the retry time is no later than the first return', async () => {
        const [early, wait] = await repeatUntilFasterThan(fixture.clockSlack, async () => {
          const { quota } = await fixture.begin(rate({ most: 1, per: HOUR }));
          await quota.acquire('link');
          await fixture.passTime(retryIn(await quota.acquire('link')) - fixture.clockSlack);
          return [await quota.acquire('link'), fixture.clockSlack];
        });
        expect(early).toEqual(EXCEEDED);
        expect(retryIn(early)).toBeGreaterThanOrEqual(1);
        expect(retryIn(early)).toBeLessThanOrEqual(wait);
      });

      it('the retry time is the return that is still lacking, not the first one', async () => {
        const { quota } = await fixture.begin(rate({ most: 3, per: HOUR }));
        await quota.acquire('code');
        await fixture.passTime(20 * MINUTE);
        await quota.acquire('link');
        await quota.acquire('link');
        await fixture.passTime(retryIn(await quota.acquire('link')));
        await quota.acquire('link');
        const wait = retryIn(await quota.acquire('link'));
        expect(wait).toBeGreaterThan(15 * MINUTE);
        expect(wait).toBeLessThanOrEqual(21 * MINUTE);
      });

      it('the first retry time is given even when the clock was set back in between', async () => {
        const { quota } = await fixture.begin(rate({ most: 2, per: HOUR }));
        await quota.acquire('link');
        await fixture.passTime(-10 * MINUTE);
        await quota.acquire('link');
        const wait = retryIn(await quota.acquire('link'));
        expect(wait).toBeGreaterThan(HOUR - MINUTE);
        expect(wait).toBeLessThanOrEqual(HOUR + MINUTE);
        await fixture.passTime(wait);
        expect(await quota.acquire('link')).toEqual(ACQUIRED);
      });

      it('refused requests are not charged', async () => {
        const { quota } = await fixture.begin(perHour);
        await taken(quota, 'code', 20);
        const wait = retryIn(await quota.acquire('code'));
        expect(await taken(quota, 'code', 50)).toBe(0);
        expect(await taken(quota, 'link', 10)).toBe(10);
        await fixture.passTime(wait);
        expect(await quota.acquire('code')).toEqual(ACQUIRED);
      });
    });

    describe('back-off', () => {
      const minute = { asymmetricMatch: (ms: number) => ms <= MINUTE && ms > MINUTE - 10 * SECOND };

      it('no process is granted a mail during a back-off, and the retry time is its end', async () => {
        const { quota, other } = await fixture.begin(perHour);
        await quota.backOff(MINUTE);
        for (const kind of ['code', 'link', 'key-changed'] as const)
          expect(await other.acquire(kind)).toEqual({ kind: 'exceeded', retryIn: minute });
        await fixture.passTime(retryIn(await quota.acquire('link')));
        expect(await taken(quota, 'link', 50)).toBe(30);
      });

      it('a back-off is extended by a longer one and not shortened by a shorter one', async () => {
        const { quota, other } = await fixture.begin(perHour);
        await quota.backOff(MINUTE);
        await other.backOff(SECOND);
        await quota.backOff(0);
        expect(await quota.acquire('link')).toEqual({ kind: 'exceeded', retryIn: minute });
        await fixture.passTime(30 * SECOND);
        await other.backOff(MINUTE);
        expect(await quota.acquire('link')).toEqual({ kind: 'exceeded', retryIn: minute });
      });

      it('the retry time is the later of the end of the back-off and the next return', async () => {
        const { quota } = await fixture.begin(rate({ most: 1, per: MINUTE }));
        await quota.acquire('link');
        await quota.backOff(SECOND);
        expect(retryIn(await quota.acquire('link'))).toBeGreaterThan(MINUTE - 10 * SECOND);
        await quota.backOff(HOUR);
        expect(retryIn(await quota.acquire('link'))).toBeGreaterThan(HOUR - 10 * SECOND);
      });

      it('a back-off may be a fraction of a millisecond, or zero', async () => {
        const { quota } = await fixture.begin(perHour);
        await quota.backOff(0);
        await quota.backOff(-1);
        expect(await quota.acquire('link')).toEqual(ACQUIRED);
        await quota.backOff(MINUTE - 0.5);
        expect(await quota.acquire('link')).toEqual({ kind: 'exceeded', retryIn: minute });
      });
    });
  });
}
