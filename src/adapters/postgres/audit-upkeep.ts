import type { Pool, PoolClient } from 'pg';
import { DAY, HOUR } from '../../domain/time';
import type { Clock } from '../../ports/clock';
import type { KeyRing } from '../../ports/key-ring';
import { signMark } from './audit-chain';
import { isGenuine, lockHead, readMarks, renewSignature, writeMark, type StoredMark } from './audit-marks';
import { inTransaction } from './in-transaction';
import { orUnavailable } from './or-unavailable';

/** From one day's mark to the next: an hour is for timers and clocks that go differently. */
const BETWEEN_DAYS = DAY - HOUR;

export interface AuditUpkeepOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  /** How long rows are kept, ms; they go a day at a time, so up to a day later. */
  readonly retention: number;
}

export interface AuditUpkeep {
  /** How many rows were dropped, and up to which number the chain reaches. @throws Unavailable */
  keep(): Promise<{ readonly dropped: number; readonly last: number }>;
}

/**
 * What is to be done about the trail once a day; by however many processes, it is done once. Rows are dropped by signed marks of the days
 * alone: the time that stands in a row could have been changed, to have the service do away with it.
 */
export function createAuditUpkeep({ clock, keyRing, pool, retention }: AuditUpkeepOptions): AuditUpkeep {
  /** Answers with all marks that are ours. */
  async function mark(client: PoolClient): Promise<readonly StoredMark[]> {
    const head = await lockHead(client);
    const marks = await readMarks(client);
    for (const each of marks) await renewSignature(client, keyRing, each);
    const now = clock.now();
    if (head && isGenuine(keyRing, head) && isDayDue(marks, head, now))
      await writeMark(client, keyRing, { kind: 'day', seq: head.seq, hash: head.hash, at: now });
    return marks.filter((each) => isGenuine(keyRing, each));
  }

  /** A day at a time: however much has to go, no statement takes long. */
  async function drop({ at, hash, seq }: StoredMark): Promise<number> {
    const signed = signMark(keyRing, { kind: 'anchor', seq, hash, at });
    const { rows } = await pool.query<{ dropped: string }>('SELECT drop_audit_events($1, $2) AS dropped', [
      seq,
      signed,
    ]);
    return Number(rows[0]?.dropped);
  }

  async function keep() {
    const marks = await inTransaction(pool, mark);
    let dropped = 0;
    for (const day of marks) if (day.kind === 'day' && day.at <= clock.now() - retention) dropped += await drop(day);
    return { dropped, last: marks.find(({ kind }) => kind === 'head')?.seq ?? 0 };
  }

  return { keep: () => orUnavailable(keep(), 'audit-trail') };
}

/** A day with nothing new needs no mark. */
function isDayDue(marks: readonly StoredMark[], head: StoredMark, now: number): boolean {
  const days = marks.filter(({ kind }) => kind === 'day');
  const newest = days.at(-1) ?? marks.find(({ kind }) => kind === 'anchor');
  const isNew = newest === undefined || head.seq > newest.seq;
  return isNew && (days.length === 0 || now - Math.max(...days.map(({ at }) => at)) >= BETWEEN_DAYS);
}
