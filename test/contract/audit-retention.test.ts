import { verifyAuditChain } from '../../src/adapters/postgres/audit/verify-chain';
import { createAuditMaintenance } from '../../src/adapters/postgres/audit/maintenance';
import { DAY, HOUR, addMs, type Instant } from '../../src/domain/time';
import { auditEvents, AUDIT_START, useAuditDatabases, type AuditDatabase } from '../support/postgres/audit-database';
import { testKeyRing } from '../support/secrets/key-rings';
import { describeWith } from '../support/jest/required-tools';

describeWith(['postgresql'], 'retention of the audit trail', () => {
  let database: AuditDatabase;
  useAuditDatabases((fresh) => {
    database = fresh;
  });

  const check = () => verifyAuditChain(database.pool, testKeyRing);
  const targets = async () => {
    const { rows } = await database.pool.query<{ target: string }>('SELECT target FROM audit_event ORDER BY seq');
    return rows.map(({ target }) => target);
  };
  /** Retains rows for ten days. */
  const upkeepAt = (now: Instant) =>
    createAuditMaintenance({
      pool: database.pool,
      keyRing: testKeyRing,
      clock: { now: () => now },
      retention: 10 * DAY,
    });

  it('drops one expired day at a time, and the remaining chain holds', async () => {
    // Writes ten events a day, day after day.
    for (let day = 0; day < 5; day++) {
      const now = addMs(AUDIT_START, day * DAY);
      await database.write(auditEvents(10, day * 10), { now: () => now });
      expect(await upkeepAt(now).run()).toEqual({ dropped: 0, last: (day + 1) * 10 });
    }
    expect(await upkeepAt(addMs(AUDIT_START, 10 * DAY - 1)).run()).toEqual({ dropped: 0, last: 50 });
    expect(await upkeepAt(addMs(AUDIT_START, 11 * DAY)).run()).toEqual({ dropped: 20, last: 50 });
    expect(await check()).toEqual({ kind: 'intact', rows: 30, last: 50 });
    expect(await targets()).toEqual(auditEvents(30, 20).map(({ target }) => target));

    await database.write(auditEvents(5, 50));
    expect(await upkeepAt(addMs(AUDIT_START, 40 * DAY)).run()).toEqual({ dropped: 30, last: 55 });
    expect(await upkeepAt(addMs(AUDIT_START, 50 * DAY)).run()).toEqual({ dropped: 5, last: 55 });
    expect(await check()).toEqual({ kind: 'intact', rows: 0, last: 55 });
    await database.write(auditEvents(1));
    expect(await check()).toEqual({ kind: 'intact', rows: 1, last: 56 });
  });

  it('drops each day in one of several processes while others write', async () => {
    await database.write(auditEvents(40));
    await upkeepAt(AUDIT_START).run();
    const writing = database.write(auditEvents(200), { limits: { batchSize: 7 } });
    const kept = await Promise.all(Array.from({ length: 5 }, () => upkeepAt(addMs(AUDIT_START, 20 * DAY)).run()));
    await writing;
    expect(kept.reduce((sum, { dropped }) => sum + dropped, 0)).toBe(40);
    expect(await check()).toEqual({ kind: 'intact', rows: 200, last: 240 });
  });

  it('a row with a forged time is not dropped sooner', async () => {
    await database.write(auditEvents(10));
    await upkeepAt(AUDIT_START).run();
    await database.tamper("UPDATE audit_event SET at = at - interval '1 year'");
    await database.tamper("UPDATE audit_mark SET at = at - interval '1 year' WHERE kind = 'day'");
    expect(await upkeepAt(addMs(AUDIT_START, HOUR)).run()).toEqual({ dropped: 0, last: 10 });
    expect(await check()).toHaveProperty('findings.0', { seq: 1, fault: 'changed-row' });
  });

  it('reports rows as missing when somebody else deleted them in front of the anchor', async () => {
    await database.write(auditEvents(10));
    await upkeepAt(AUDIT_START).run();
    await database.pool.query("UPDATE audit_mark SET seq = 10 WHERE kind = 'anchor'");
    await database.pool.query('SELECT drop_audit_events()');
    expect(await targets()).toEqual([]);
    expect(await check()).toHaveProperty('findings.0', { seq: 11, fault: 'changed-start' });
  });

  it('drops nothing when the anchor was tampered with', async () => {
    await database.write(auditEvents(10));
    await upkeepAt(AUDIT_START).run();
    await database.pool.query("UPDATE audit_mark SET seq = 10 WHERE kind = 'anchor'");
    expect(await upkeepAt(addMs(AUDIT_START, 40 * DAY)).run()).toEqual({ dropped: 0, last: 10 });
    expect(await targets()).toHaveLength(10);
  });

  it('drops a day of many rows in slices, and the chain holds after each slice', async () => {
    await database.write(auditEvents(20_000), { limits: { maxWaiting: 20_000, batchSize: 1_000 } });
    await upkeepAt(AUDIT_START).run();
    await database.write(auditEvents(10));
    await database.pool.query(GIVES_OUT);

    // Each run completes three more slices and is interrupted in the fourth.
    const today = upkeepAt(addMs(AUDIT_START, 20 * DAY));
    await expect(today.run()).rejects.toThrow('audit-trail');
    expect(await targets()).toHaveLength(5_010);
    expect(await check()).toEqual({ kind: 'intact', rows: 10, last: 20_010 });

    expect(await today.run()).toEqual({ dropped: 5_000, last: 20_010 });
    expect(await check()).toEqual({ kind: 'intact', rows: 10, last: 20_010 });
    const { rows } = await database.pool.query<{ most: string }>('SELECT max(rows) AS most FROM slice');
    expect(rows).toEqual([{ most: '5000' }]);
  });

  it('lets the service’s role drop only rows that are older than every retention', async () => {
    const pool = await database.openPoolAsService();
    try {
      await database.write(auditEvents(10));
      await database.write(auditEvents(10, 10), { now: () => (Date.now() - 29 * DAY) as Instant });
      await database.write(auditEvents(10, 20), { now: () => Date.now() as Instant });
      for (const kind of ['day', 'anchor'])
        await pool.query(
          `INSERT INTO audit_mark SELECT '${kind}', 1000000, hash, at, signature FROM audit_mark WHERE kind = 'head'
           ON CONFLICT (kind) WHERE kind <> 'day' DO UPDATE SET seq = 1000000`,
        );
      for (let time = 0; time < 3; time++) await pool.query('SELECT drop_audit_events()');
      expect(await targets()).toEqual(auditEvents(20, 10).map(({ target }) => target));
      expect(await check()).toHaveProperty('findings.0.fault', 'changed-start');
    } finally {
      await pool.end();
    }
  });
});

/** Counts the rows that each statement deletes, outside of its transaction, and fails the fourth statement as if it timed out. */
const GIVES_OUT = `
  CREATE TABLE slice (rows bigint);
  CREATE SEQUENCE slices;
  CREATE FUNCTION count_slice() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF nextval('slices') = 4 THEN
      RAISE EXCEPTION 'too long' USING ERRCODE = 'query_canceled';
    END IF;
    INSERT INTO slice SELECT count(*) FROM gone;
    RETURN NULL;
  END
  $$;
  CREATE TRIGGER counted AFTER DELETE ON audit_event
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_slice()`;
