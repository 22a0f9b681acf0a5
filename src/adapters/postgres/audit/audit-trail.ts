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

/** What went wrong with the trail, for the log: counts, never an event. */
export type AuditTrailProblem =
  /** Writing failed and will be retried. */
  | { readonly kind: 'waiting'; readonly events: number; readonly cause: unknown }
  /** So many events will never reach the database. */
  | { readonly kind: 'lost'; readonly events: number }
  /** The end of the trail was changed by another program. The next row shows a break. */
  | { readonly kind: 'tampered' };

export interface AuditTrailLimits {
  /** Upper bound on waiting events. */
  readonly maxWaiting: number;
  /** Upper bound on events written at once. */
  readonly batchSize: number;
  /** Delay before a batch is retried (ms). It doubles up to `maxRetryDelay`. */
  readonly firstRetryDelay: number;
  readonly maxRetryDelay: number;
  /** How often a batch that the database rejects is tried. Retried for ever, it would block all later ones. */
  readonly maxRefusals: number;
  /** How long (ms) to wait when the end is signed by a key that this process does not have, before continuing behind a break. */
  readonly unknownKeyTimeout: number;
}

/** Ten thousand events take a few megabytes and cover an hour of many recoveries. */
const BOUNDS: AuditTrailLimits = {
  maxWaiting: 10_000,
  batchSize: 500,
  firstRetryDelay: SECOND / 2,
  maxRetryDelay: 30 * SECOND,
  maxRefusals: 10,
  unknownKeyTimeout: 10 * MINUTE,
};

export interface PostgresAuditTrailOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly onProblem: (problem: AuditTrailProblem) => void;
  readonly limits?: AuditTrailLimits;
}

export interface PostgresAuditTrail extends AuditTrail {
  /** Writes the waiting events, for up to `ms`. */
  close(ms: number): Promise<void>;
}

/** Writes events to PostgreSQL in batches: while one batch is written, the next one collects in memory. */
export function createPostgresAuditTrail(options: PostgresAuditTrailOptions): PostgresAuditTrail {
  const { limits = BOUNDS, clock, onProblem } = options;
  const onTampering = () => {
    onProblem({ kind: 'tampered' });
  };
  const writer = createAuditWriter({
    ...options,
    unknownKeyTimeout: limits.unknownKeyTimeout,
    onTampering,
  });
  const waiting: AuditEntry[] = [];
  const closing = new AbortController();
  const closed = new AbortController();
  let failures = 0;
  /** Events lost since the last report; absent when none was lost. */
  let lost: number | undefined;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    // Events recorded in the same tick share a batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.batchSize);
      while (!(await tryToWrite(batch))) {
        if (closed.signal.aborted) return;
        await waitForRetry();
      }
      waiting.splice(0, batch.length);
      failures = 0;
      reportLost();
    }
  }

  /** Tries to write a batch. Returns whether it was written or given up. */
  async function tryToWrite(batch: readonly AuditEntry[]): Promise<boolean> {
    try {
      await writer.append(batch);
      return true;
    } catch (error) {
      failures += 1;
      onProblem({ kind: 'waiting', events: waiting.length, cause: error });
      const isRefused = !(error instanceof Unavailable) && failures >= limits.maxRefusals;
      if (isRefused) recordLoss(batch.length);
      return isRefused;
    }
  }

  /** Waits before a retry: while closing, only for the shortest delay. */
  const waitForRetry = () => {
    const wait = Math.min(limits.firstRetryDelay * 2 ** (failures - 1), limits.maxRetryDelay);
    return closing.signal.aborted
      ? delay(limits.firstRetryDelay)
      : delay(wait, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
  };

  /** Reports the first loss at once and the sum of the others when writing works again. */
  const recordLoss = (events: number) => {
    if (lost === undefined) onProblem({ kind: 'lost', events });
    lost = lost === undefined ? 0 : lost + events;
  };
  const reportLost = () => {
    if (lost) onProblem({ kind: 'lost', events: lost });
    lost = undefined;
  };

  return {
    record(event) {
      if (waiting.length >= limits.maxWaiting) {
        recordLoss(1);
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
      if (waiting.length > 0) recordLoss(waiting.length);
      reportLost();
    },
  };
}
