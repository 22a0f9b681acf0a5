import { Pool } from 'pg';
import {
  createPostgresAuditTrail,
  type AuditTrailLimits,
  type AuditTrailProblem,
} from '../../../src/adapters/postgres/audit/audit-trail';
import { createPool } from '../../../src/adapters/postgres/pool';
import type { Instant } from '../../../src/domain/time';
import type { AuditEvent } from '../../../src/ports/monitoring/audit-trail';
import type { KeyRing, Mac } from '../../../src/ports/security/key-ring';
import { startCuttableProxy } from '../network/cuttable-proxy';
import { testKeyRing } from '../secrets/key-rings';
import { createDatabase } from './test-database';

/** An instant so long ago that its events are beyond their retention by the clock of PostgreSQL too. */
export const AUDIT_START = Date.UTC(2025, 0, 15, 15) as Instant;

const SHORT_LIMITS: AuditTrailLimits = {
  maxWaiting: 10_000,
  batchSize: 50,
  firstRetryDelay: 10,
  maxRetryDelay: 50,
  maxRefusals: 3,
  unknownKeyTimeout: 60_000,
};

interface TrailParts {
  readonly keyRing?: KeyRing;
  readonly limits?: Partial<AuditTrailLimits>;
  /** Replaces the database's own URL. */
  readonly url?: string;
  readonly now?: () => Instant;
}

export interface AuditDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** Breaks every connection and refuses new ones until `mend`. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  /** Opens an audit trail as one process does, and collects the problems that it reports. */
  openTrail(parts?: TrailParts): {
    record(event: AuditEvent): void;
    close(ms?: number): Promise<void>;
    problems: AuditTrailProblem[];
  };
  /** Records the events and waits until they are written. */
  write(events: readonly AuditEvent[], parts?: TrailParts): Promise<void>;
  /** Opens a pool under a new role with only the grants that the service needs. */
  openPoolAsService(): Promise<Pool>;
  /** Runs a statement as the owner with all triggers disabled. */
  tamper(sql: string, values?: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a new database before each test of the surrounding block, and closes it afterwards. */
export function useAuditDatabases(onFresh: (database: AuditDatabase) => void): void {
  let database: AuditDatabase;
  beforeEach(async () => {
    database = await openAuditDatabase();
    onFresh(database);
  });
  afterEach(() => database.close());
}

/** Opens a new database with the current schema. */
export async function openAuditDatabase(): Promise<AuditDatabase> {
  const { drop, name, url: direct } = await createDatabase();
  const { port } = new URL(direct);
  const proxy = await startCuttableProxy(Number(port));
  const url = direct.replace(`:${port}/`, `:${proxy.port}/`);
  const pool = createPool(url);

  const open: AuditDatabase['openTrail'] = ({
    limits,
    keyRing = testKeyRing,
    now = () => AUDIT_START,
    url: other = url,
  } = {}) => {
    const trailPool = createPool(other, { connect: 10_000, statement: 10_000, answer: 12_000 });
    const problems: AuditTrailProblem[] = [];
    const trail = createPostgresAuditTrail({
      pool: trailPool,
      clock: { now },
      keyRing,
      limits: { ...SHORT_LIMITS, ...limits },
      onProblem: (problem) => problems.push(problem),
    });
    return {
      problems,
      record: (event) => {
        trail.record(event);
      },
      async close(ms = 20_000) {
        await trail.close(ms);
        await trailPool.end();
      },
    };
  };

  return {
    url,
    pool,
    disconnect: () => proxy.disconnect(),
    reconnect: () => proxy.reconnect(),
    openTrail: open,
    async write(events, parts) {
      const trail = open(parts);
      events.forEach(trail.record);
      await trail.close();
      expect(trail.problems.filter(({ kind }) => kind !== 'tampered')).toEqual([]);
    },
    async tamper(sql, values = []) {
      const client = await pool.connect();
      await client.query("SET session_replication_role = 'replica'");
      await client.query(sql, [...values]);
      client.release(true);
    },
    async openPoolAsService() {
      const role = `service_${name}`;
      await once(
        url,
        `CREATE ROLE ${role} LOGIN;
         GRANT SELECT ON schema_migration TO ${role};
         GRANT SELECT, INSERT ON audit_event TO ${role};
         GRANT SELECT, INSERT, UPDATE ON audit_mark TO ${role};
         GRANT EXECUTE ON FUNCTION drop_audit_events TO ${role};`,
      );
      return createPool(url.replace('postgres@', `${role}@`));
    },
    async close() {
      await pool.end();
      await proxy.stop();
      await drop();
    },
  };
}

async function once(url: string, sql: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}

/** Returns `count` events, each of another target. */
export const auditEvents = (count: number, from = 0): AuditEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    event: 'code-checked',
    outcome: 'wrong',
    target: `target-${from + index}` as Mac,
    channel: 'directline',
  }));
