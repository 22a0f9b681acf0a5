import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { verifyAuditChain } from '../../src/adapters/postgres/audit/verify-chain';
import { createAuditMaintenance } from '../../src/adapters/postgres/audit/maintenance';
import { migrate } from '../../src/adapters/postgres/schema/migrate';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { DAY, HOUR, addMs, type Instant } from '../../src/domain/time';
import { auditEvents, AUDIT_START, useAuditDatabases, type AuditDatabase } from '../support/postgres/audit-database';
import { testKeyRing } from '../support/secrets/key-rings';
import { startTcpServer } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';

describeWith(['postgresql'], 'audit trail in the database', () => {
  let database: AuditDatabase;
  useAuditDatabases((fresh) => {
    database = fresh;
  });

  const check = (keyRing = testKeyRing) => verifyAuditChain(database.pool, keyRing);
  const intact = (rows: number) => ({ kind: 'intact', rows, last: rows });
  const targets = async () => {
    const { rows } = await database.pool.query<{ target: string }>('SELECT target FROM audit_event ORDER BY seq');
    return rows.map(({ target }) => target);
  };

  describe('append-only tables', () => {
    const CHANGES = [
      "UPDATE audit_event SET outcome = 'right'",
      'DELETE FROM audit_event',
      'TRUNCATE audit_event',
      'TRUNCATE audit_mark',
      "DELETE FROM audit_mark WHERE kind = 'head'",
    ];
    beforeEach(() => database.write(auditEvents(5)));

    it.each(CHANGES)('the tables reject a change even by their owner: %s', async (change) => {
      await expect(database.pool.query(change)).rejects.toMatchObject({ code: '42501' });
      expect(await check()).toEqual(intact(5));
    });

    it('the service’s own role has no more rights on the tables than it needs', async () => {
      const pool = await database.openPoolAsService();
      const { connectionString: url = '' } = pool.options;
      try {
        await migrate(url);
        for (const change of CHANGES) await expect(pool.query(change)).rejects.toMatchObject({ code: '42501' });
        await expect(pool.query('ALTER TABLE audit_event DISABLE TRIGGER ALL')).rejects.toMatchObject({
          code: '42501',
        });
        await database.write(auditEvents(5), { url });
        expect(await verifyAuditChain(pool, testKeyRing)).toEqual(intact(10));
        expect(await upkeepAt(AUDIT_START, { pool }).run()).toEqual({ dropped: 0, last: 10 });
        expect(await upkeepAt(addMs(AUDIT_START, 30 * DAY), { pool }).run()).toEqual({ dropped: 10, last: 10 });
      } finally {
        await pool.end();
      }
    });
  });

  describe('outage of PostgreSQL', () => {
    it('no event is lost, and all are written in order when the database is back', async () => {
      await database.write(auditEvents(10));
      await database.disconnect();
      const trail = database.openTrail();
      try {
        auditEvents(200, 10).forEach(trail.record);
        await failedOnce(trail);
      } finally {
        await database.reconnect();
      }
      auditEvents(10, 210).forEach(trail.record);
      await trail.close();
      expect(trail.problems.every(({ kind }) => kind === 'waiting')).toBe(true);
      expect(trail.problems[0]).toMatchObject({ kind: 'waiting', events: 200 });
      expect(await targets()).toEqual(auditEvents(220).map(({ target }) => target));
      expect(await check()).toEqual(intact(220));
    });

    it('the trail keeps a limited number of events during an outage and reports how many were dropped', async () => {
      await database.disconnect();
      const trail = database.openTrail({ limits: { maxWaiting: 20 } });
      try {
        auditEvents(50).forEach(trail.record);
        await failedOnce(trail);
      } finally {
        await database.reconnect();
      }
      await trail.close();
      const lost = trail.problems.flatMap((problem) => (problem.kind === 'lost' ? [problem.events] : []));
      expect(lost).toEqual([1, 29]);
      expect(await check()).toEqual(intact(20));
    });

    it('the trail closes in the given time during an outage and reports how many events were not written', async () => {
      await database.disconnect();
      const trail = database.openTrail();
      try {
        auditEvents(30).forEach(trail.record);
        await trail.close(100);
      } finally {
        await database.reconnect();
      }
      expect(trail.problems).toContainEqual({ kind: 'lost', events: 30 });
    });

    const failedOnce = async ({ problems }: ReturnType<AuditDatabase['openTrail']>) => {
      while (!problems.some(({ kind }) => kind === 'waiting')) await new Promise((resolve) => setTimeout(resolve, 5));
    };
  });

  it('writes a batch once even when the answer to its commit is lost', async () => {
    const { port } = new URL(database.url);
    const proxy = await startCommitLosingProxy(Number(port), 1);
    try {
      const trail = database.openTrail({ url: database.url.replace(port, String(proxy.port)) });
      auditEvents(20).forEach(trail.record);
      await trail.close();
      expect(proxy.lostAnswers()).toBe(1);
      expect(trail.problems).toMatchObject([{ kind: 'waiting', events: 20 }]);
    } finally {
      await proxy.close();
    }
    expect(await check()).toEqual(intact(20));
  });

  it('drops events that the database rejects, reports how many, and continues', async () => {
    const trail = database.openTrail();
    // No text of PostgreSQL can hold a NUL.
    trail.record({ event: 'link-opened', outcome: 'opened', channel: '\0' });
    await new Promise((resolve) => setImmediate(resolve));
    auditEvents(3).forEach(trail.record);
    await trail.close();
    expect(trail.problems.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'waiting', 'lost']);
    expect(trail.problems.at(-1)).toEqual({ kind: 'lost', events: 1 });
    expect(await check()).toEqual(intact(3));
  });

  describe('key rotation', () => {
    const old = { kid: 'k1', secret: Buffer.alloc(32, 'old') };
    const fresh = { kid: 'k2', secret: Buffer.alloc(32, 'new') };
    const [before, both, after] = [[old], [fresh, old], [fresh]].map(createKeyRing) as [Ring, Ring, Ring];
    type Ring = ReturnType<typeof createKeyRing>;

    it('the trail continues under the new key, whichever key each process uses first, and verifies with both', async () => {
      await database.write(auditEvents(5), { keyRing: before });
      await database.write(auditEvents(5), { keyRing: both });
      await database.write(auditEvents(5), { keyRing: createKeyRing([old, fresh]) });
      expect(await check(both)).toEqual(intact(15));
    });

    it('a process with only the old key waits until the old key is first again', async () => {
      await database.write(auditEvents(5), { keyRing: both });
      const trail = database.openTrail({ keyRing: before });
      auditEvents(5, 5).forEach(trail.record);
      while (trail.problems.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(trail.problems[0]).toMatchObject({ cause: { port: 'audit-trail', cause: { code: 'UNKNOWN_KEY' } } });
      await database.write(auditEvents(5, 10), { keyRing: createKeyRing([old, fresh]) });
      await trail.close();
      expect(trail.problems.every(({ kind }) => kind === 'waiting')).toBe(true);
      expect(await check(both)).toEqual(intact(15));
    });

    it('the old key is needed for verification only, after a day with both keys', async () => {
      await database.write(auditEvents(5), { keyRing: before });
      await upkeepAt(AUDIT_START, { keyRing: before }).run();
      await upkeepAt(addMs(AUDIT_START, HOUR), { keyRing: both }).run();

      await database.write(auditEvents(5), { keyRing: after });
      expect(await check(both)).toEqual(intact(10));
      const unchecked = { count: 5, first: 1 };
      expect(await check(after)).toEqual({ kind: 'unchecked', rows: 10, last: 10, unchecked });
      expect(await upkeepAt(addMs(AUDIT_START, 11 * DAY), { keyRing: after }).run()).toEqual({ dropped: 5, last: 10 });
      expect(await check(after)).toEqual({ kind: 'intact', rows: 5, last: 10 });
    });

    it('verification shows a break when the old key was removed at once, after waiting for it', async () => {
      await database.write(auditEvents(5), { keyRing: before });
      let now = AUDIT_START;
      const trail = database.openTrail({ keyRing: after, now: () => (now = addMs(now, 10_000)) });
      auditEvents(1).forEach(trail.record);
      await trail.close();
      const kinds = trail.problems.map(({ kind }) => kind);
      expect([kinds[0], kinds.at(-1)]).toEqual(['waiting', 'tampered']);
      expect(await check(both)).toMatchObject({ kind: 'broken', findings: [{ seq: 6, fault: 'changed-row' }] });
    });
  });

  /** Retains rows for ten days. */
  const upkeepAt = (now: Instant, { keyRing = testKeyRing, pool = database.pool } = {}) =>
    createAuditMaintenance({ pool, keyRing, clock: { now: () => now }, retention: 10 * DAY });
});

/** A proxy to the server that loses the first answers to a COMMIT together with their connections. */
async function startCommitLosingProxy(target: number, times: number) {
  let lostAnswers = 0;
  const way = await startTcpServer((near: Socket) => {
    const far = connect(target, '127.0.0.1');
    const end = () => {
      near.destroy();
      far.destroy();
    };
    let isLosing = false;
    far.on('error', end).on('close', end);
    near.on('error', end).on('close', end);
    near.on('data', (chunk: Buffer) => {
      if (chunk.includes('COMMIT') && lostAnswers < times) {
        isLosing = true;
        lostAnswers += 1;
      }
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (isLosing) end();
      else near.write(chunk);
    });
  });
  return { port: way.port, lostAnswers: () => lostAnswers, close: () => way.close() };
}
