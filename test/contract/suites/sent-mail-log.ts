import { systemRandom } from '../../../src/adapters/system/random';
import { DAY, HOUR } from '../../../src/domain/time';
import type { Mac } from '../../../src/ports/security/key-ring';
import type { SentMailEntry, SentMailLog } from '../../../src/ports/mail/sent-mail-log';
import { repeatUntilFasterThan, newRecoveryId, concurrently } from './recovery-store/harness';

export interface SentMailLogHarness {
  /** A log that keeps entries and bounces for a day. */
  readonly sentMails: SentMailLog;
  /** The same log in another process, where there can be one. */
  readonly otherProcess: SentMailLog;
  /** Makes everything stored `ms` older. */
  passTime(ms: number): Promise<void>;
  /** How close to the end of the day a test may measure, in ms: `FROZEN_CLOCK` where time stands still between two calls. */
  readonly clockSlack: number;
}

export const newOperation = (): string => systemRandom.uuid();
export const newMailbox = (): Mac => systemRandom.token(32) as Mac;
export const newEntry = (kind: SentMailEntry['kind'] = 'code'): SentMailEntry => ({
  recovery: newRecoveryId(),
  kind,
  mailbox: newMailbox(),
});

/** The contract of every sent-mail log. */
export function describeSentMailLog(name: string, harness: () => SentMailLogHarness): void {
  describe(`${name}: sent-mail log`, () => {
    let fixture: SentMailLogHarness;
    let log: SentMailLog;
    let other: SentMailLog;
    beforeEach(() => {
      fixture = harness();
      ({ sentMails: log, otherProcess: other } = fixture);
    });

    describe('look-up of a mail by its operation id', () => {
      it.each(['code', 'link', 'key-changed'] as const)(
        'returns the recovery and the kind of a mail in every process: %s',
        async (kind) => {
          const [operation, entry] = [newOperation(), newEntry(kind)];
          await log.add(operation, entry);
          expect(await other.find(operation)).toEqual(entry);
          expect(await log.find(operation)).toEqual(entry);
        },
      );

      it('returns each entry, however many are added at the same time', async () => {
        const mails = Array.from({ length: 50 }, () => ({ operation: newOperation(), entry: newEntry() }));
        await Promise.all(mails.map(({ operation, entry }) => log.add(operation, entry)));
        const found = await Promise.all(mails.map(({ operation }) => other.find(operation)));
        expect(found).toEqual(mails.map(({ entry }) => entry));
      });

      it('finds an entry in any spelling of its id', async () => {
        const [operation, entry] = [newOperation(), newEntry()];
        await log.add(operation.toUpperCase(), entry);
        expect(await log.find(operation)).toEqual(entry);
        expect(await log.find(operation.toUpperCase())).toEqual(entry);
      });

      it('returns the latest entry of an id', async () => {
        const [operation, entry] = [newOperation(), newEntry('link')];
        await log.add(operation, newEntry());
        await log.add(operation, entry);
        expect(await log.find(operation)).toEqual(entry);
      });

      it('finds an entry until the last moment of a day', async () => {
        const found = await repeatUntilFasterThan(fixture.clockSlack, async () => {
          const [operation, entry] = [newOperation(), newEntry()];
          await log.add(operation, entry);
          await fixture.passTime(DAY - fixture.clockSlack);
          return [await log.find(operation), entry];
        });
        expect(found[0]).toEqual(found[1]);
      });

      it('finds no entry at the very end of the day', async () => {
        const operation = newOperation();
        await log.add(operation, newEntry());
        await fixture.passTime(DAY);
        expect(await log.find(operation)).toBeUndefined();
      });

      it('finds no entry of another mail', async () => {
        await log.add(newOperation(), newEntry());
        expect(await log.find(newOperation())).toBeUndefined();
      });

      it.each([
        '',
        'x',
        '*',
        '__proto__',
        ' ',
        '\r\n',
        '}{',
        'bounce',
        '0'.repeat(36),
        '٣'.repeat(36),
        'ñ'.repeat(1e6),
      ])('finds no entry for an invalid operation id: %#', async (text) => {
        const operation = newOperation();
        await log.add(operation, newEntry());
        expect(await log.find(text)).toBeUndefined();
        expect(await log.find(operation + text.slice(0, 1) + ' ')).toBeUndefined();
        await expect(log.add(text, newEntry())).rejects.toThrow('The operation id of a mail is not a UUID');
      });
    });

    describe('record of a bounce', () => {
      it('a bounce marks the mailbox for every process, and no other mailbox', async () => {
        const mailbox = newMailbox();
        expect(await log.isBouncing([mailbox])).toBe(false);
        await log.rememberBounce(mailbox);
        expect([await log.isBouncing([mailbox]), await other.isBouncing([mailbox])]).toEqual([true, true]);
        expect(await log.isBouncing([newMailbox()])).toBe(false);
      });

      it('a bounce marks the mailbox under any of its MACs', async () => {
        const macs = [newMailbox(), newMailbox(), newMailbox()] as const;
        expect(await log.isBouncing(macs)).toBe(false);
        await log.rememberBounce(macs[1]);
        expect(await other.isBouncing(macs)).toBe(true);
        expect(await log.isBouncing([macs[0], macs[2]])).toBe(false);
      });

      it('a bounce marks the mailbox until the last moment of a day', async () => {
        const isBouncing = await repeatUntilFasterThan(fixture.clockSlack, async () => {
          const mailbox = newMailbox();
          await log.rememberBounce(mailbox);
          await fixture.passTime(DAY - fixture.clockSlack);
          return log.isBouncing([mailbox]);
        });
        expect(isBouncing).toBe(true);
      });

      it('a bounce no longer marks the mailbox at the very end of the day', async () => {
        const mailbox = newMailbox();
        await log.rememberBounce(mailbox);
        await fixture.passTime(DAY);
        expect(await log.isBouncing([mailbox])).toBe(false);
      });

      it('a bounce marks the mailbox for a day from the latest one', async () => {
        const mailbox = newMailbox();
        await concurrently(5, (n) => (n % 2 === 0 ? log : other).rememberBounce(mailbox));
        await fixture.passTime(DAY - HOUR);
        await other.rememberBounce(mailbox);
        await fixture.passTime(DAY - HOUR);
        expect(await log.isBouncing([mailbox])).toBe(true);
        await fixture.passTime(HOUR);
        expect(await log.isBouncing([mailbox])).toBe(false);
      });
    });
  });
}
