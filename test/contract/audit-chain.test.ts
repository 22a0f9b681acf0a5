import { verifyAuditChain } from '../../src/adapters/postgres/audit/verify-chain';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { auditEvents, useAuditDatabases, type AuditDatabase } from '../support/postgres/audit-database';
import { rotationKeyRings, testKeyRing } from '../support/secrets/key-rings';
import { runScript } from '../support/processes/run-script';
import { describeWith } from '../support/jest/required-tools';
import { oneEventOfEachKind } from './suites/audit-trail';

describeWith(['postgresql'], 'chain of the audit trail', () => {
  let database: AuditDatabase;
  useAuditDatabases((fresh) => {
    database = fresh;
  });

  const check = (known?: number, keyRing = testKeyRing) => verifyAuditChain(database.pool, keyRing, known);
  const columns = ['at', 'event', 'outcome', 'reason', 'channel', 'target', 'document', 'employer', 'conversation'];

  it('the chain of an empty trail holds', async () => {
    expect(await check()).toEqual({ kind: 'intact', rows: 0, last: 0 });
  });

  it('the chain holds over many batches and restarts', async () => {
    await database.write(auditEvents(2_345), { limits: { batchSize: 100 } });
    await database.write(oneEventOfEachKind);
    expect(await check()).toEqual({
      kind: 'intact',
      rows: 2_345 + oneEventOfEachKind.length,
      last: 2_345 + oneEventOfEachKind.length,
    });
  });

  it('the chain holds when processes write at the same time, from the first row on', async () => {
    const script = `
      const { auditEvents } = require('./test/support/postgres/audit-database');
      const { createPostgresAuditTrail } = require('./src/adapters/postgres/audit/audit-trail');
      const { createPool } = require('./src/adapters/postgres/pool');
      const { testKeyRing: keyRing } = require('./test/support/secrets/key-rings');
      const pool = createPool(process.env.URL);
      const limits = { maxWaiting: 10000, batchSize: 7, firstRetryDelay: 10, maxRetryDelay: 50, maxRefusals: 3, unknownKeyPatience: 60000 };
      const trail = createPostgresAuditTrail({ pool, keyRing, limits, clock: Date, onProblem: ({ kind }) => console.log(kind) });
      for (const event of auditEvents(300)) trail.record(event);
      trail.close(20000).then(() => pool.end());`;
    const others = Array.from({ length: 2 }, () => runScript(script, { URL: database.url }));
    await Promise.all(Array.from({ length: 3 }, () => database.write(auditEvents(300), { limits: { batchSize: 7 } })));
    expect(await Promise.all(others)).toEqual([
      { code: 0, output: '' },
      { code: 0, output: '' },
    ]);
    expect(await check()).toEqual({ kind: 'intact', rows: 1_500, last: 1_500 });
  });

  describe('chain whose earlier rows are signed with a missing key', () => {
    beforeEach(async () => {
      await database.write(auditEvents(30), { keyRing: rotationKeyRings.before });
      await database.write(auditEvents(5), { keyRing: rotationKeyRings.changed });
    });
    // All rows, and the mark at the beginning of the chain.
    const unchecked = { count: 31, first: 0 };

    it('a chain is reported neither as broken nor as holding while the key of its earlier rows is missing', async () => {
      expect(await check(0, rotationKeyRings.after)).toEqual({ kind: 'unchecked', rows: 35, last: 35, unchecked });
      expect(await check(0, rotationKeyRings.changed)).toEqual({ kind: 'intact', rows: 35, last: 35 });
    });

    it('a chain is reported as broken in the rows that can be checked, however many earlier rows cannot', async () => {
      await database.tamper("UPDATE audit_event SET outcome = 'right' WHERE seq = 33");
      const findings = [{ seq: 33, fault: 'changed-row' }];
      expect(await check(0, rotationKeyRings.after)).toEqual({ kind: 'broken', findings, more: 0, unchecked });
    });

    it('a chain is reported as broken where rows are missing or were attributed to the missing key', async () => {
      await database.tamper('DELETE FROM audit_event WHERE seq IN (7, 35)');
      await database.tamper("UPDATE audit_event SET outcome = 'right', hash = 'k0' || hash WHERE seq = 32");
      expect(await check(0, rotationKeyRings.after)).toMatchObject({
        findings: [
          { seq: 7, fault: 'missing-row' },
          { seq: 33, fault: 'changed-row' },
          { seq: 35, fault: 'missing-end' },
        ],
      });
    });
  });

  describe('detection of tampering', () => {
    beforeEach(() => database.write([...auditEvents(10), ...oneEventOfEachKind]));
    const last = 10 + oneEventOfEachKind.length;
    type Finding = readonly [number, string, through?: number];
    const broken = (...findings: readonly Finding[]) => ({
      kind: 'broken',
      findings: findings.map(([seq, fault, through]) => ({ seq, fault, ...(through && { through }) })),
      more: 0,
    });

    it.each(columns)('finds a changed %s of a row', async (column) => {
      const changed = column === 'at' ? "at + interval '1 millisecond'" : `coalesce(${column}, '') || 'x'`;
      await database.tamper(`UPDATE audit_event SET ${column} = ${changed} WHERE seq = 11`);
      expect(await check()).toEqual(broken([11, 'changed-row']));
    });

    it.each(['reason', 'channel', 'target'])('finds a removed or added %s of a row', async (column) => {
      await database.tamper(`UPDATE audit_event SET ${column} = NULL WHERE seq = 13`);
      await database.tamper(`UPDATE audit_event SET ${column} = '' WHERE ${column} IS NULL`);
      const verdict = await check();
      expect(verdict).toHaveProperty('findings.0.fault', 'changed-row');
      expect(verdict).not.toHaveProperty('unchecked');
    });

    it('finds a changed hash, and a changed key id in it', async () => {
      await database.tamper("UPDATE audit_event SET hash = 'test.' || reverse(substr(hash, 6)) WHERE seq = 7");
      // The next row was chained to the original hash.
      const changed = broken([7, 'changed-row'], [8, 'changed-row']);
      expect(await check()).toEqual(changed);
      await database.tamper("UPDATE audit_event SET hash = 'other.' || hash WHERE seq = 7");
      expect(await check()).toEqual({ ...broken([8, 'changed-row']), unchecked: { count: 1, first: 7 } });
    });

    it('finds a time that was changed by a microsecond', async () => {
      await database.tamper('DROP FUNCTION drop_audit_events');
      await database.tamper('ALTER TABLE audit_event ALTER COLUMN at TYPE timestamptz');
      expect(await check()).toMatchObject({ kind: 'intact' });
      await database.tamper("UPDATE audit_event SET at = at + interval '1 microsecond' WHERE seq = 4");
      expect(await check()).toEqual(broken([4, 'changed-row']));
    });

    it.each([
      { where: 'at the beginning', which: 'seq = 1', verdict: broken([1, 'missing-row', 1]) },
      { where: 'in the middle', which: 'seq BETWEEN 6 AND 8', verdict: broken([6, 'missing-row', 8]) },
      { where: 'at the end', which: `seq > ${last - 2}`, verdict: broken([last - 1, 'missing-end']) },
      { where: 'everywhere', which: 'true', verdict: broken([1, 'missing-end']) },
    ])('finds rows that are missing $where', async ({ verdict, which }) => {
      await database.tamper(`DELETE FROM audit_event WHERE ${which}`);
      expect(await check()).toEqual(verdict);
    });

    it('finds a missing row when the later rows were renumbered', async () => {
      await database.tamper('DELETE FROM audit_event WHERE seq = 6');
      await database.tamper('UPDATE audit_event SET seq = seq - 1 WHERE seq > 6');
      const moved = Array.from({ length: last - 6 }, (_, index): Finding => [6 + index, 'changed-row']);
      expect(await check()).toEqual(broken(...moved, [last, 'missing-end']));
    });

    it('finds two swapped rows', async () => {
      await database.tamper('UPDATE audit_event SET seq = -seq WHERE seq IN (3, 4)');
      await database.tamper('UPDATE audit_event SET seq = seq + 7 WHERE seq < 0');
      expect(await check()).toEqual(broken([3, 'changed-row'], [4, 'changed-row'], [5, 'changed-row']));
    });

    it('finds a row that was added without knowledge of a secret key', async () => {
      const columns = 'at, event, outcome, reason, channel, target, document, employer, conversation';
      await database.tamper(
        `INSERT INTO audit_event (seq, ${columns}, hash) SELECT seq + 1, ${columns}, hash FROM audit_event WHERE seq = $1`,
        [last],
      );
      const forged = broken([last + 1, 'changed-row'], [last + 2, 'changed-end']);
      expect(await check()).toMatchObject(forged);
      await database.tamper(`UPDATE audit_mark SET seq = ${last + 1} WHERE kind = 'head'`);
      expect(await check()).toEqual(forged);
    });

    it('finds a whole chain that was rebuilt with a foreign key under the id of ours', async () => {
      const forger = createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, 'made up by somebody') }]);
      await database.tamper('DELETE FROM audit_event');
      await database.tamper('DELETE FROM audit_mark');
      await database.write(auditEvents(last), { keyRing: forger });
      expect(await check(0, forger)).toMatchObject({ kind: 'intact' });
      const forged = Array.from({ length: 20 }, (_, index) => ({ seq: Math.max(index, 1), fault: 'changed-row' }));
      forged[0] = { seq: 1, fault: 'changed-start' };
      const more = 1 + last + 1 - 20;
      expect(await check()).toEqual({ kind: 'broken', findings: forged, more });
    });

    it('the verification finds a mark of the first or last row that was moved past missing rows', async () => {
      await database.tamper('DELETE FROM audit_event WHERE seq = $1', [last]);
      const end = await rowAt(last - 1);
      await database.tamper("UPDATE audit_mark SET seq = $1, hash = $2 WHERE kind = 'head'", [end.seq, end.hash]);
      expect(await check()).toEqual(broken([last, 'changed-end']));

      await database.tamper('DELETE FROM audit_event WHERE seq < 5');
      const start = await rowAt(5);
      await database.tamper("UPDATE audit_mark SET seq = $1, hash = $2 WHERE kind = 'anchor'", [start.seq, start.hash]);
      expect(await check()).toEqual(broken([6, 'changed-start'], [last, 'changed-end']));
    });

    it.each([
      ['anchor', 1, 'changed-start'],
      ['head', last + 1, 'missing-end'],
    ])('finds that the %s of the chain was removed', async (kind, seq, fault) => {
      await database.tamper('DELETE FROM audit_mark WHERE kind = $1', [kind]);
      expect(await check()).toEqual(broken([seq, fault]));
    });

    it('reports every broken place, and the first twenty of them one by one', async () => {
      await database.tamper("UPDATE audit_event SET outcome = 'right' WHERE seq IN (2, 9)");
      await database.tamper('DELETE FROM audit_event WHERE seq BETWEEN 5 AND 6');
      await database.tamper('DELETE FROM audit_event WHERE seq = $1', [last]);
      const places = [
        [2, 'changed-row'],
        [5, 'missing-row', 6],
        [9, 'changed-row'],
        [last, 'missing-end'],
      ] as const;
      expect(await check()).toEqual(broken(...places));

      await database.write(auditEvents(40));
      await database.tamper("UPDATE audit_event SET outcome = 'right' WHERE seq > 10");
      const verdict = await check();
      expect(verdict).toMatchObject({
        kind: 'broken',
        findings: expect.any(Array) as unknown,
        more: last + 40 - 10 - 18,
      });
      expect(verdict).toHaveProperty('findings.length', 20);
    });

    it('finds a rollback to an earlier state when the operator gives the expected last row', async () => {
      const head = await readHead();
      await database.write(auditEvents(5));
      await database.tamper('DELETE FROM audit_event WHERE seq > $1', [last]);
      await database.tamper(
        "UPDATE audit_mark SET seq = $1, hash = $2, at = $3, signature = $4 WHERE kind = 'head'",
        head,
      );
      expect(await check()).toMatchObject({ kind: 'intact', last });
      expect(await check(last + 5)).toEqual(broken([last + 1, 'missing-end']));
    });

    const rowAt = async (seq: number) => {
      const { rows } = await database.pool.query<{ seq: string; hash: string }>(
        'SELECT seq, hash FROM audit_event WHERE seq = $1',
        [seq],
      );
      return rows[0] ?? { seq: 'none', hash: 'none' };
    };
    const readHead = async () => {
      const { rows } = await database.pool.query<Record<string, unknown>>(
        "SELECT seq, hash, at, signature FROM audit_mark WHERE kind = 'head'",
      );
      return Object.values(rows[0] ?? {});
    };

    describe('writing to a chain after tampering', () => {
      it.each([
        [
          'when the last rows were removed and the head was set back',
          `DELETE FROM audit_event WHERE seq > ${last - 3}`,
        ],
        ['when all rows were removed', 'DELETE FROM audit_event'],
      ])('writing continues after the break and keeps it detectable %s', async (_, deletion) => {
        await database.tamper(deletion);
        await database.tamper(
          "UPDATE audit_mark SET seq = coalesce((SELECT max(seq) FROM audit_event), 0), hash = coalesce((SELECT hash FROM audit_event ORDER BY seq DESC LIMIT 1), '') WHERE kind = 'head'",
        );
        const trail = database.openTrail();
        auditEvents(3).forEach(trail.record);
        await trail.close();
        expect(trail.problems).toEqual([{ kind: 'tampered' }]);
        await database.write(auditEvents(3));
        expect(await check()).toMatchObject({ kind: 'broken' });
        const { rows } = await database.pool.query('SELECT FROM audit_event');
        expect(rows.length).toBeGreaterThanOrEqual(6);
      });

      it('writing continues after the break and keeps it detectable when both marks were removed', async () => {
        await database.tamper('DELETE FROM audit_mark');
        const trail = database.openTrail();
        auditEvents(3).forEach(trail.record);
        await trail.close();
        expect(trail.problems).toEqual([{ kind: 'tampered' }]);
        expect(await check()).toEqual(broken([1, 'changed-start'], [last + 1, 'changed-row']));
      });

      it('writing continues after the break when a running process meets a rolled-back head', async () => {
        const head = await readHead();
        const trail = database.openTrail();
        trail.record(oneEventOfEachKind[0] as never);
        await written(last + 1);
        await database.tamper('DELETE FROM audit_event WHERE seq > $1', [last]);
        await database.tamper(
          "UPDATE audit_mark SET seq = $1, hash = $2, at = $3, signature = $4 WHERE kind = 'head'",
          head,
        );
        trail.record(oneEventOfEachKind[1] as never);
        await trail.close();
        expect(trail.problems).toEqual([{ kind: 'tampered' }]);
        expect(await check()).toEqual(broken([last + 1, 'missing-row', last + 1]));
      });

      const written = async (seq: number) => {
        while ((await rowAt(seq)).seq === 'none') await new Promise((resolve) => setTimeout(resolve, 5));
      };
    });
  });
});
