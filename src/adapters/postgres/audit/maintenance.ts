import type { Pool, PoolClient } from 'pg';
import { DAY, HOUR } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { KeyRing } from '../../../ports/security/key-ring';
import { isGenuineMark, lockHead, readMarks, renewSignature, writeMark, type StoredMark } from './marks';
import { inTransaction } from '../in-transaction';
import { orUnavailable } from '../or-unavailable';

/** From one day's mark to the next: an hour is for timers and clocks that go differently. */
const BETWEEN_DAYS = DAY - HOUR;

export interface AuditMaintenanceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  /** How long rows are kept, ms; they go by whole days, so up to a day later. */
  readonly retention: number;
}

export interface AuditMaintenance {
  /** How many rows were dropped, and up to which number the chain reaches. @throws Unavailable */
  run(): Promise<{ readonly dropped: number; readonly last: number }>;
}

/**
 * What is to be done about the trail once a day; by however many processes, it is done once. Rows are dropped by signed marks of the days
 * alone: the time that stands in a row could have been changed, to have the service do away with it.
 */
export function createAuditMaintenance({ clock, keyRing, pool, retention }: AuditMaintenanceOptions): AuditMaintenance {
  /** Signs and moves the marks that are to be, and answers with those that are ours then. */
  async function mark(client: PoolClient): Promise<readonly StoredMark[]> {
    const head = await lockHead(client);
    const marks = await readMarks(client);
    for (const each of marks) await renewSignature(client, keyRing, each);
    const now = clock.now();
    if (head && isGenuineMark(keyRing, head) && isDayDue(marks, head, now))
      await writeMark(client, keyRing, { kind: 'day', seq: head.seq, hash: head.hash, at: now });
    const day = newestOver(marks, now - retention);
    if (day) await writeMark(client, keyRing, { kind: 'anchor', seq: day.seq, hash: day.hash, at: day.at });
    return (await readMarks(client)).filter((each) => isGenuineMark(keyRing, each));
  }

  /** The newest day whose time is over: behind it the chain begins, from then on nothing in front of it is looked at. */
  function newestOver(marks: readonly StoredMark[], due: number): StoredMark | undefined {
    const anchor = marks.find(({ kind }) => kind === 'anchor');
    // A beginning that somebody has removed stays missing, to be seen.
    if (anchor === undefined) return undefined;
    const days = marks.filter(({ at, kind, seq }) => kind === 'day' && at <= due && seq > anchor.seq);
    return days.filter((day) => isGenuineMark(keyRing, day)).at(-1);
  }

  /** A slice at a time, each of them committed: a failure keeps what has gone so far, and the next call goes on. */
  async function drop(): Promise<number> {
    let dropped = 0;
    for (;;) {
      const { rows } = await pool.query<{ dropped: string }>('SELECT drop_audit_events() AS dropped');
      const slice = Number(rows[0]?.dropped);
      if (slice === 0) return dropped;
      dropped += slice;
    }
  }

  async function keep() {
    const marks = await inTransaction(pool, mark);
    const [anchor, head] = (['anchor', 'head'] as const).map((kind) => marks.find((each) => each.kind === kind));
    // In front of a beginning that is not ours everything stays.
    return { dropped: anchor ? await drop() : 0, last: head?.seq ?? 0 };
  }

  return { run: () => orUnavailable(keep(), 'audit-trail') };
}

/** A day with nothing new needs no mark. */
function isDayDue(marks: readonly StoredMark[], head: StoredMark, now: number): boolean {
  const days = marks.filter(({ kind }) => kind === 'day');
  const newest = days.at(-1) ?? marks.find(({ kind }) => kind === 'anchor');
  const isNew = newest === undefined || head.seq > newest.seq;
  return isNew && (days.length === 0 || now - Math.max(...days.map(({ at }) => at)) >= BETWEEN_DAYS);
}
