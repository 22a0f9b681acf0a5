import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { MINUTE, SECOND } from '../../../domain/time';
import type { AuditTrail } from '../../../ports/monitoring/audit-trail';
import type { Clock } from '../../../ports/system';
import { Unavailable } from '../../../ports/errors';
import type { KeyRing } from '../../../ports/security/key-ring';
import type { AuditEntry } from './chain';
import { createAuditWriter } from './writer';
import { withTimeout } from '../../../timing/with-timeout';

/** What the log should know of a trail in trouble: counts, never an event. */
export type AuditTrailProblem =
  /** They wait and are tried again. */
  | { readonly kind: 'put-off'; readonly events: number; readonly cause: unknown }
  /** So many are not in the database and will not be. */
  | { readonly kind: 'lost'; readonly events: number }
  /** The end of the trail was changed by others. The next row shows a break. */
  | { readonly kind: 'tampered' };

export interface AuditTrailLimits {
  /** How many events may wait. */
  readonly maxWaiting: number;
  /** How many are written at once. */
  readonly batchSize: number;
  /** Before a batch is tried again, ms; twice as long each time, up to `longestPause`. */
  readonly firstRetryDelay: number;
  readonly maxRetryDelay: number;
  /** How often a batch is tried that the database refuses: such a one could hold up all others for good. */
  readonly maxRefusals: number;
  /** How long the trail waits when its end is signed by a key that this process does not have, ms; then it goes on with a break. */
  readonly unknownKeyPatience: number;
}

/** Ten thousand events are some megabytes, and what an hour of many recoveries leaves behind. */
const BOUNDS: AuditTrailLimits = {
  maxWaiting: 10_000,
  batchSize: 500,
  firstRetryDelay: SECOND / 2,
  maxRetryDelay: 30 * SECOND,
  maxRefusals: 10,
  unknownKeyPatience: 10 * MINUTE,
};

export interface PostgresAuditTrailOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly onProblem: (trouble: AuditTrailProblem) => void;
  readonly limits?: AuditTrailLimits;
}

export interface PostgresAuditTrail extends AuditTrail {
  /** Writes what still waits, for `ms` at most. */
  close(ms: number): Promise<void>;
}

/** Events wait in this process for their batch: while one is written, the next gathers. */
export function createPostgresAuditTrail(options: PostgresAuditTrailOptions): PostgresAuditTrail {
  const { limits = BOUNDS, clock, onProblem } = options;
  const tampered = () => {
    onProblem({ kind: 'tampered' });
  };
  const writer = createAuditWriter({
    ...options,
    unknownKeyPatience: limits.unknownKeyPatience,
    onTampering: tampered,
  });
  const waiting: AuditEntry[] = [];
  const closing = new AbortController();
  const closed = new AbortController();
  let failures = 0;
  /** How many were lost since that was told; nothing while none is. */
  let lost: number | undefined;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    // Whatever is recorded in the same breath goes together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.batchSize);
      while (!(await isSettled(batch))) {
        if (closed.signal.aborted) return;
        await rest();
      }
      waiting.splice(0, batch.length);
      failures = 0;
      tellLost();
    }
  }

  /** Written, or given up. */
  async function isSettled(batch: readonly AuditEntry[]): Promise<boolean> {
    try {
      await writer.append(batch);
      return true;
    } catch (error) {
      failures += 1;
      onProblem({ kind: 'put-off', events: waiting.length, cause: error });
      const isRefused = !(error instanceof Unavailable) && failures >= limits.maxRefusals;
      if (isRefused) lose(batch.length);
      return isRefused;
    }
  }

  /** While it closes, no pause is longer than the shortest. */
  const rest = () => {
    const pause = Math.min(limits.firstRetryDelay * 2 ** (failures - 1), limits.maxRetryDelay);
    return closing.signal.aborted
      ? delay(limits.firstRetryDelay)
      : delay(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
  };

  /** The first of many is told at once, the others together when it is over. */
  const lose = (events: number) => {
    if (lost === undefined) onProblem({ kind: 'lost', events });
    lost = lost === undefined ? 0 : lost + events;
  };
  const tellLost = () => {
    if (lost) onProblem({ kind: 'lost', events: lost });
    lost = undefined;
  };

  return {
    record(event) {
      if (waiting.length >= limits.maxWaiting) {
        lose(1);
        return;
      }
      waiting.push({ at: clock.now(), event });
      writing ??= write().finally(() => {
        writing = undefined;
      });
    },

    async close(ms) {
      closing.abort();
      await withTimeout(ms, writing ?? Promise.resolve(), () => undefined);
      closed.abort();
      if (waiting.length > 0) lose(waiting.length);
      tellLost();
    },
  };
}
