import { createLogAuditTrail } from '../adapters/log/audit-trail';
import { createPostgresAuditTrail, type AuditTrailProblem } from '../adapters/postgres/audit/audit-trail';
import { createAuditMaintenance, type AuditMaintenance } from '../adapters/postgres/audit/maintenance';
import { createPool } from '../adapters/postgres/pool';
import type { Config } from '../config/config';
import { DAY } from '../domain/time';
import type { Log } from './logger';
import type { AuditTrail } from '../ports/monitoring/audit-trail';
import type { Clock } from '../ports/system';
import type { KeyRing } from '../ports/security/key-ring';
import { shutdownTimes } from '../policy/shutdown';
import { withTimeout } from '../timing/with-timeout';

export interface Audit {
  readonly trail: AuditTrail;
  /** Maintains the trail now and once a day. */
  startDailyMaintenance(): void;
  /** Writes the waiting events, within a time limit. */
  close(): Promise<void>;
}

interface AuditParts {
  readonly clock: Clock;
  readonly keyRing: KeyRing;
}

/** Opens the audit trail: every event goes to the log and, with `DATABASE_URL`, into the database, which must be migrated. */
export function openAudit(
  config: Pick<Config, 'databaseUrl' | 'auditRetentionDays'>,
  log: Log,
  parts: AuditParts,
): Audit {
  const lines = createLogAuditTrail(writerOf(log));
  if (config.databaseUrl === undefined)
    return { trail: lines, startDailyMaintenance: () => undefined, close: () => Promise.resolve() };

  // A pool of its own, so that the trail and the turns do not wait for each other's connections.
  const pool = createPool(config.databaseUrl.expose());
  const rows = createPostgresAuditTrail({
    ...parts,
    pool,
    onProblem: (problem) => {
      logProblem(log, problem);
    },
  });
  const maintenance = createAuditMaintenance({ ...parts, pool, retention: config.auditRetentionDays * DAY });
  let maintaining: ReturnType<typeof maintainDaily> | undefined;
  return {
    trail: {
      record(event) {
        lines.record(event);
        rows.record(event);
      },
    },
    startDailyMaintenance() {
      maintaining = maintainDaily(maintenance, log);
    },
    async close() {
      const closeWithin = shutdownTimes.audit;
      // A shortened retention can leave many rows to drop. The rest is dropped tomorrow, or by another process.
      await Promise.all([
        withTimeout(closeWithin, maintaining?.stop() ?? Promise.resolve(), () => undefined),
        rows.close(closeWithin),
      ]);
      await pool.end();
    },
  };
}

/** Writes audit events at any log level but `silent`: a higher level must not drop them. */
function writerOf(log: Log) {
  const lines = log.isLevelEnabled('fatal') ? log.child({}, { level: 'info' }) : log;
  return (fields: object) => {
    lines.info(fields, 'audit');
  };
}

function logProblem(log: Log, problem: AuditTrailProblem): void {
  switch (problem.kind) {
    case 'waiting':
      log.warn({ err: problem.cause, events: problem.events }, 'audit events wait for the database');
      return;
    case 'lost':
      log.error({ events: problem.events }, 'audit events are in the log only');
      return;
    case 'tampered':
      log.error('the audit trail in the database was changed by others');
      return;
  }
}

/** Runs the maintenance at start and once a day. Logs the last number, which proves later how far the trail had reached. */
function maintainDaily(maintenance: AuditMaintenance, log: Log): { stop(): Promise<void> } {
  const maintain = () =>
    maintenance.run().then(
      (kept) => {
        log.info(kept, 'audit trail maintained');
      },
      (error: unknown) => {
        log.warn({ err: error }, 'audit trail maintenance failed');
      },
    );
  let maintaining = maintain();
  const timer = setInterval(() => {
    maintaining = maintain();
  }, DAY).unref();
  return {
    stop() {
      clearInterval(timer);
      return maintaining;
    },
  };
}
