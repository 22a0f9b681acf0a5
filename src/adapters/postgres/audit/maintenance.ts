import type { Pool, PoolClient } from 'pg';
import { DAY, HOUR } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { KeyRing } from '../../../ports/security/key-ring';
import { isGenuineMark, lockHead, readMarks, renewSignature, writeMark, type StoredMark } from './marks';
import { inTransaction } from '../in-transaction';
import { orPostgresUnavailable } from '../or-unavailable';

/** Shortest time between two day marks. The hour allows for timers and clocks that differ. */
const BETWEEN_DAYS = DAY - HOUR;

export interface AuditMaintenanceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  /** How long rows are kept (ms). They are dropped by whole days, so up to a day later. */
  readonly retention: number;
}

export interface AuditMaintenance {
  /** Returns how many rows were dropped, and the last number of the chain. @throws Unavailable */
  run(): Promise<{ readonly dropped: number; readonly last: number }>;
}

/**
 * Maintains the trail once a day, however many processes call it: writes marks and drops old rows. It drops rows by signed day marks
 * only, because the time in a row may have been forged to make the service delete it.
 */
export function createAuditMaintenance({ clock, keyRing, pool, retention }: AuditMaintenanceOptions): AuditMaintenance {
  /** Renews signatures, writes the day mark and moves the anchor as due. Returns the genuine marks. */
  async function mark(client: PoolClient): Promise<readonly StoredMark[]> {
    const head = await lockHead(client);
    const marks = await readMarks(client);
    for (const each of marks) await renewSignature(client, keyRing, each);
    const now = clock.now();
    if (head && isGenuineMark(keyRing, head) && isDayDue(marks, head, now))
      await writeMark(client, keyRing, { kind: 'day', seq: head.seq, hash: head.hash, at: now });
    const day = newestMarkBefore(marks, now - retention);
    if (day) await writeMark(client, keyRing, { kind: 'anchor', seq: day.seq, hash: day.hash, at: day.at });
    return (await readMarks(client)).filter((each) => isGenuineMark(keyRing, each));
  }

  /** Returns the newest day mark past the retention: it becomes the anchor, and rows before it are not verified any more. */
  function newestMarkBefore(marks: readonly StoredMark[], due: number): StoredMark | undefined {
    const anchor = marks.find(({ kind }) => kind === 'anchor');
    // A removed anchor is not replaced, so that verification finds it missing.
    if (anchor === undefined) return undefined;
    const days = marks.filter(({ at, kind, seq }) => kind === 'day' && at <= due && seq > anchor.seq);
    return days.filter((day) => isGenuineMark(keyRing, day)).at(-1);
  }

  /** Drops rows in slices, each in its own transaction, so that the next call continues after a failure. */
  async function drop(): Promise<number> {
    let dropped = 0;
    for (;;) {
      const { rows } = await pool.query<{ dropped: string }>('SELECT drop_audit_events() AS dropped');
      const slice = Number(rows[0]?.dropped);
      if (slice === 0) return dropped;
      dropped += slice;
    }
  }

  async function maintain() {
    const marks = await inTransaction(pool, mark);
    const [anchor, head] = (['anchor', 'head'] as const).map((kind) => marks.find((each) => each.kind === kind));
    // Without a genuine anchor nothing is dropped.
    return { dropped: anchor ? await drop() : 0, last: head?.seq ?? 0 };
  }

  return { run: () => orPostgresUnavailable(maintain(), 'audit-trail') };
}

/** Returns whether a day mark is due. A day without new rows needs none. */
function isDayDue(marks: readonly StoredMark[], head: StoredMark, now: number): boolean {
  const days = marks.filter(({ kind }) => kind === 'day');
  const newest = days.at(-1) ?? marks.find(({ kind }) => kind === 'anchor');
  const isNew = newest === undefined || head.seq > newest.seq;
  return isNew && (days.length === 0 || now - Math.max(...days.map(({ at }) => at)) >= BETWEEN_DAYS);
}
