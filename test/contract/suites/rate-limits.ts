import { createKeyRing } from '../../../src/adapters/system/key-ring';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/time';
import type { KeyRing } from '../../../src/ports/security/key-ring';
import type { Charge, ChargeResult, RateLimitName, RateLimits } from '../../../src/ports/security/rate-limits';
import { concurrently } from './recovery-store/harness';

export interface RateLimitsHarness {
  /** Removes all counts. */
  clear(): Promise<void>;
  /** The rate limits of a process with this key ring. */
  open(keyRing: KeyRing): RateLimits;
  /** The same rate limits in another process, where there can be one. */
  openInOtherProcess(keyRing: KeyRing): RateLimits;
  /** Makes everything counted `ms` older. */
  passTime(ms: number): Promise<void>;
}

/** A key ring with keys of these ids, the current one first. */
export const keyRingOf = (...kids: readonly string[]): KeyRing =>
  createKeyRing(kids.map((kid) => ({ kid, secret: Buffer.alloc(32, kid) })));

const ALLOWED = { kind: 'allowed' };

/** Gives each count a key of its own. */
let subjects = 0;
const chargeOf = (limit: RateLimitName, member?: string): Charge => ({
  limit,
  key: `subject ${++subjects}`,
  ...(member !== undefined && { member }),
});

export const countAllowed = (answers: readonly ChargeResult[]): number =>
  answers.filter(({ kind }) => kind === 'allowed').length;
const firstOf = (answers: readonly ChargeResult[]): number =>
  answers.filter((answer) => answer.kind === 'exceeded' && answer.first).length;

/** The contract of all rate limits. */
export function describeRateLimits(name: string, harness: () => RateLimitsHarness): void {
  describe(`${name}: rate limits`, () => {
    let fixture: RateLimitsHarness;
    let limits: RateLimits;
    beforeEach(async () => {
      fixture = harness();
      await fixture.clear();
      limits = fixture.open(keyRingOf('one'));
    });

    /** Charges `count` times in sequence. */
    async function charged(count: number, ...charges: readonly Charge[]): Promise<ChargeResult[]> {
      const answers: ChargeResult[] = [];
      for (let n = 0; n < count; n++) answers.push(await limits.charge(charges));
      return answers;
    }

    describe('rate limit with one count', () => {
      it('allows as many charges as the window holds, and again after the window', async () => {
        const recoveries = chargeOf('user-recoveries');
        expect(countAllowed(await charged(7, recoveries))).toBe(3);
        await fixture.passTime(HOUR - MINUTE);
        expect(await limits.charge([recoveries])).toMatchObject({ kind: 'exceeded', limit: 'user-recoveries' });
        await fixture.passTime(MINUTE + SECOND);
        expect(countAllowed(await charged(7, recoveries))).toBe(3);
      });

      it('returns the same time of the next chance, however often it is asked meanwhile', async () => {
        const recoveries = chargeOf('user-recoveries');
        await charged(4, recoveries);
        await fixture.passTime(20 * MINUTE);
        const answer = await limits.charge([recoveries]);
        if (answer.kind !== 'exceeded') throw new Error('it was granted');
        expect(answer.retryIn).toBeLessThanOrEqual(40 * MINUTE);
        expect(answer.retryIn).toBeGreaterThan(39 * MINUTE);
      });

      it('a count is limited by its longer window as well', async () => {
        const codes = chargeOf('target-codes');
        expect(countAllowed(await charged(5, codes))).toBe(5);
        await fixture.passTime(HOUR + SECOND);
        expect(countAllowed(await charged(5, codes))).toBe(5);
        await fixture.passTime(HOUR + SECOND);
        const [late] = await charged(5, codes);
        expect(late).toMatchObject({ kind: 'exceeded', first: true });
        expect(late?.kind === 'exceeded' && late.retryIn).toBeGreaterThan(21 * HOUR);
        await fixture.passTime(DAY - 2 * HOUR);
        expect(countAllowed(await charged(6, codes))).toBe(5);
      });

      it('a charge that a shorter window refuses is not counted in a longer one', async () => {
        const codes = chargeOf('target-codes');
        expect(countAllowed(await charged(30, codes))).toBe(5);
        await fixture.passTime(HOUR + SECOND);
        expect(countAllowed(await charged(30, codes))).toBe(5);
      });

      it('each key and each limit is counted apart', async () => {
        const codes = chargeOf('target-codes');
        await charged(6, codes);
        expect(await limits.charge([chargeOf('target-codes')])).toEqual(ALLOWED);
        expect(await limits.charge([{ ...codes, limit: 'document-rucs' }])).toEqual(ALLOWED);
      });

      it('a count can be read without a charge, even before the first one', async () => {
        const recoveries = chargeOf('user-recoveries');
        for (let n = 0; n < 9; n++) expect(await limits.peek([recoveries])).toEqual(ALLOWED);
        await fixture.passTime(HOUR / 2);
        expect(countAllowed(await charged(3, recoveries))).toBe(3);
        expect(await limits.peek([recoveries])).toMatchObject({ kind: 'exceeded', first: false });
        await fixture.passTime(HOUR / 2 + MINUTE);
        expect(await limits.peek([recoveries])).toMatchObject({ kind: 'exceeded' });
        await fixture.passTime(HOUR / 2);
        expect(await limits.peek([recoveries])).toEqual(ALLOWED);
      });

      it('refunds what was charged, and never more', async () => {
        const recoveries = chargeOf('user-recoveries');
        await charged(3, recoveries);
        await limits.refund([recoveries]);
        expect(countAllowed(await charged(2, recoveries))).toBe(1);
        await fixture.passTime(HOUR + SECOND);
        await concurrently(9, () => limits.refund([recoveries]));
        expect(countAllowed(await charged(9, recoveries))).toBe(3);
      });

      it('allows nothing during a lockout, and counts afresh after it', async () => {
        const failures = chargeOf('user-failures');
        await charged(2, failures);
        await limits.block(failures, 15 * MINUTE);
        const answer = await limits.peek([failures]);
        expect(answer).toMatchObject({ kind: 'exceeded', limit: 'user-failures' });
        expect(answer.kind === 'exceeded' && answer.retryIn).toBeGreaterThan(14 * MINUTE);
        await concurrently(9, () => limits.refund([failures]));
        expect(countAllowed(await charged(2, failures))).toBe(0);
        await fixture.passTime(15 * MINUTE + SECOND);
        expect(countAllowed(await charged(9, failures))).toBe(5);
      });

      it('the longer window keeps what was charged before a lockout', async () => {
        const codes = chargeOf('target-codes');
        await charged(5, codes);
        await fixture.passTime(HOUR + SECOND);
        await charged(5, codes);
        await limits.block(codes, 15 * MINUTE);
        await fixture.passTime(15 * MINUTE + SECOND);
        expect(await limits.peek([codes])).toMatchObject({ kind: 'exceeded' });
      });
    });

    describe('charge of several counts', () => {
      it('counts are charged together, including those after an exceeded one', async () => {
        const [used, other] = [chargeOf('user-recoveries'), chargeOf('conversation-recoveries')];
        await charged(3, used);
        expect(countAllowed(await charged(3, used, other))).toBe(0);
        expect(await limits.charge([other])).toMatchObject({ kind: 'exceeded', limit: 'conversation-recoveries' });
      });

      it('the refusal that lasts longest is reported', async () => {
        const [hour, day] = [chargeOf('user-recoveries'), chargeOf('target-documents', 'the sixth')];
        await charged(4, hour);
        await concurrently(5, (n) => limits.charge([{ ...day, member: String(n) }]));
        expect(await limits.charge([hour, day])).toMatchObject({ limit: 'target-documents', first: true });
        expect(await limits.charge([day, hour])).toMatchObject({ limit: 'target-documents', first: false });
      });
    });

    describe('distinct members of a key', () => {
      it('each distinct member of a key counts once', async () => {
        const rucs = chargeOf('document-rucs', 'a');
        for (const member of ['a', 'b', 'c', 'd', 'e']) {
          expect(countAllowed(await charged(4, { ...rucs, member }))).toBe(4);
        }
        expect(await limits.peek([rucs])).toEqual(ALLOWED);
        expect(await limits.peek([{ ...rucs, member: 'f' }])).toMatchObject({ kind: 'exceeded', first: false });
        expect(await limits.peek([{ ...rucs, member: 'f' }])).toMatchObject({ kind: 'exceeded', first: false });
      });

      it('distinct members exceed the limit together, and the first surplus member blocks the key for all', async () => {
        const rucs = chargeOf('document-rucs', 'a');
        await concurrently(5, (n) => limits.charge([{ ...rucs, member: String(n) }]));
        const sixth = { ...rucs, member: 'the sixth' };
        expect(await limits.charge([sixth])).toMatchObject({ kind: 'exceeded', first: true });
        expect(await limits.charge([sixth])).toMatchObject({ kind: 'exceeded', first: false });
        expect(await limits.charge([{ ...rucs, member: '0' }])).toMatchObject({ kind: 'exceeded', first: false });
        await fixture.passTime(HOUR + SECOND);
        expect(await limits.charge([sixth])).toEqual(ALLOWED);
      });

      it('a member is refunded with its last charge', async () => {
        const rucs = chargeOf('document-rucs', 'a');
        await concurrently(5, (n) => limits.charge([{ ...rucs, member: String(n) }]));
        await charged(1, { ...rucs, member: '0' });
        await limits.refund([{ ...rucs, member: '0' }]);
        expect(await limits.peek([rucs])).toMatchObject({ kind: 'exceeded' });
        await limits.refund([{ ...rucs, member: '0' }]);
        await limits.refund([{ ...rucs, member: '0' }]);
        expect(countAllowed(await concurrently(2, (n) => limits.charge([{ ...rucs, member: `new ${n}` }])))).toBe(1);
      });
    });

    describe('fifty simultaneous charges from two processes', () => {
      const both = (n: number) => (n % 2 === 0 ? limits : fixture.openInOtherProcess(keyRingOf('one')));

      it('fifty simultaneous charges are allowed up to the limit, and exactly one first refusal is reported', async () => {
        for (const codes of [chargeOf('target-codes'), chargeOf('target-codes')]) {
          const answers = await concurrently(50, (n) => both(n).charge([codes]));
          expect([countAllowed(answers), firstOf(answers)]).toEqual([5, 1]);
        }
      });

      it('fifty simultaneous charges allow exactly as many different members as the limit', async () => {
        const documents = chargeOf('target-documents');
        const answers = await concurrently(50, (n) => both(n).charge([{ ...documents, member: String(n) }]));
        expect([countAllowed(answers), firstOf(answers)]).toEqual([5, 1]);
      });

      it('fifty simultaneous charges for one and the same member count once', async () => {
        const documents = chargeOf('target-documents', 'same');
        expect(countAllowed(await concurrently(50, (n) => both(n).charge([documents])))).toBe(50);
        expect(countAllowed(await concurrently(9, (n) => both(n).charge([{ ...documents, member: String(n) }])))).toBe(
          4,
        );
      });
    });

    describe('new secret key in the key ring', () => {
      it('a new secret key keeps every count, member and lockout', async () => {
        const [codes, failures, rucs] = [
          chargeOf('target-codes'),
          chargeOf('user-failures'),
          chargeOf('document-rucs', 'known'),
        ];
        await charged(3, codes);
        await limits.block(failures, 15 * MINUTE);
        await concurrently(4, (n) => limits.charge([{ ...rucs, member: String(n) }]));
        await limits.charge([rucs]);

        limits = fixture.open(keyRingOf('two', 'one'));
        const answers = await charged(9, codes);
        expect([countAllowed(answers), firstOf(answers)]).toEqual([2, 1]);
        expect(await limits.peek([failures])).toMatchObject({ kind: 'exceeded' });
        expect(await limits.charge([rucs])).toEqual(ALLOWED);
        expect(await limits.charge([{ ...rucs, member: 'new' }])).toMatchObject({ kind: 'exceeded', first: true });
      });

      it('counting continues after the old secret key was removed', async () => {
        const recoveries = chargeOf('user-recoveries');
        limits = fixture.open(keyRingOf('two', 'one'));
        await charged(3, recoveries);
        await limits.refund([recoveries]);
        limits = fixture.open(keyRingOf('two'));
        expect(countAllowed(await charged(3, recoveries))).toBe(1);
      });
    });
  });
}
