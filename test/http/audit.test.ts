import { verifyAuditChain } from '../../src/adapters/postgres/audit/verify-chain';
import { createPool } from '../../src/adapters/postgres/pool';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { createDatabase, type TestDatabase } from '../support/postgres/test-database';
import { startService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const KEY = { kid: 'test', secret: Buffer.alloc(32, 'a key for this test') };

describeWith(['postgresql'], 'audit trail of the running service', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('the audit trail is written to the log and to the database, and contains nothing that was typed', async () => {
    const settings = { DATABASE_URL: database.url, SECRET_KEYS: `${KEY.kid}:${KEY.secret.toString('base64')}` };
    for (let run = 1; run <= 2; run++) {
      const service = await startService(settings);
      await say(service.url, '1710034065, RUC 1799999915001, sucursal 1');
      await say(service.url, 'sí');
      await service.stop();
      const lines = service
        .log()
        .split('\n')
        .filter((line) => line.includes('"audit"'));
      expect(lines).toEqual([expect.stringContaining('"event":"claim-checked","outcome":"mismatched"')]);
      expect(service.log()).toContain('"msg":"audit trail maintained"');
      expect(service.log()).not.toMatch(/1710034065|1799999915001/);
      expect(await rows()).toHaveLength(run);
    }
    const [first, second] = await rows();
    expect(first).toMatchObject({ event: 'claim-checked', outcome: 'mismatched', channel: 'emulator' });
    expect(second).toMatchObject({ target: first?.['target'], employer: first?.['employer'] });
    expect(JSON.stringify([first, second])).not.toMatch(/1710034065|1799999915001/);
    const pool = createPool(database.url);
    expect(await verifyAuditChain(pool, createKeyRing([KEY]))).toEqual({ kind: 'intact', rows: 2, last: 2 });
    await pool.end();
  });

  const rows = async () => {
    const pool = createPool(database.url);
    const found = await pool.query<Record<string, string>>('SELECT * FROM audit_event ORDER BY seq');
    await pool.end();
    return found.rows;
  };

  const say = async (url: string, text: string) => {
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        deliveryMode: 'expectReplies',
        channelId: 'emulator',
        serviceUrl: 'http://localhost',
        conversation: { id: 'local' },
        from: { id: 'me' },
        text,
      }),
    });
    expect(response.status).toBe(200);
  };
});
