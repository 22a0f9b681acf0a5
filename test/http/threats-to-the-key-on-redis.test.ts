import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createArgon2KeyHasher } from '../../src/adapters/argon2/key-hasher';
import { demoEmployers, demoAccessKey } from '../../src/adapters/memory/demo-employers';
import { createPostgresEmployers, type PostgresEmployers } from '../../src/adapters/postgres/employers/employers';
import { createPool } from '../../src/adapters/postgres/pool';
import { connectRedis } from '../../src/adapters/redis/client';
import type { AccessKey, AccessKeyFault } from '../../src/domain/employer/access-key';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { maskRuc } from '../../src/domain/claim/ruc';
import { Sensitive } from '../../src/domain/sensitive';
import { DAY, MINUTE, type Instant } from '../../src/domain/time';
import { retryTime } from '../../dialogs/messages/retry-messages';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { createServiceClient, firstCookieOf, linkTokenIn, typedClaim } from '../support/http/service-client';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { unknownCedula } from '../support/recovery/unknown-claims';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { seedEmployers } from '../support/postgres/seed-employers';
import { startService, type RunningService } from '../support/http/running-service';
import { waitUntil } from '../support/direct-line/stream-client';
import { createDatabase, type TestDatabase } from '../support/postgres/test-database';
import { describeWith } from '../support/jest/required-tools';
import { demoClaim } from '../support/recovery/in-memory-recovery';

const KEY = 'faro lento bajo nube 81';
const EVIL = 'https://evil.example';

describeWith(['redis-server', 'postgresql'], 'on a real Redis and PostgreSQL', () => {
  let redis: AcquiredRedis;
  let postgres: TestDatabase;
  let database: Client;
  let registry: PostgresEmployers;
  let closeRegistry: () => Promise<void>;
  let service: RunningService;
  let channel: FakeChannel;
  let callers: ReturnType<typeof createServiceClient>;
  beforeAll(async () => {
    [redis, postgres, channel] = await Promise.all([acquireRedis(), createDatabase(), startFakeChannel()]);
    service = await startService({
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
    });
    callers = createServiceClient(service.url);
    const [pool, hasher] = [createPool(postgres.url), createArgon2KeyHasher()];
    [registry, closeRegistry] = [createPostgresEmployers(pool, hasher), () => pool.end()];
    database = new Client({ connectionString: postgres.url });
    await database.connect();
    await seedEmployers(postgres.url, { employers: demoEmployers, hasher });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop(), database.end(), closeRegistry()]);
    await Promise.all([redis.release(), postgres.drop()]);
  });

  /** The row itself, key hash and version included. */
  const account = async (what: string) => {
    const { rows } = await database.query<{ id: string; credential_version: number; key_hash: string }>(
      'SELECT * FROM employer_account WHERE ruc = $1',
      [demoClaim(what).ruc],
    );
    return rows[0];
  };
  /** Whether who comes with this key is let in. */
  const logsIn = async (what: string, key: Sensitive<AccessKey>): Promise<boolean> => {
    const employer = await registry.find(demoClaim(what));
    return employer !== undefined && registry.isCurrentKey(employer.id, key);
  };

  async function mailedLink(what: string): Promise<string> {
    const { say } = channelUser(channel, service.url);
    expect((await say(typedClaim(what), 'sí'))[0]).toContain('Le envié un código');
    expect((await say(await service.code()))[0]).toContain('El código es correcto');
    return service.link();
  }
  const openedSession = async (what: string) => ({ Cookie: firstCookieOf(await callers.open(await mailedLink(what))) });
  const save = (key: string, headers: Readonly<Record<string, string>>) =>
    callers.post('/api/reset/key', { key }, headers);
  const look = async (headers: Readonly<Record<string, string>>) => {
    const { body, status } = await callers.asked({ path: '/api/reset', headers });
    return { status, ...(JSON.parse(body) as { state?: string; ruc?: string }) };
  };

  describe('who locks a victim out', () => {
    it('by made-up IDs takes neither key nor account: the owner is told until when, and of the way in person', async () => {
      const what = 'persona natural';
      const { branch, ruc } = demoClaim(what);
      const [before, begun] = [await account(what), Date.now()];
      for (let attacker = 0; attacker < 5; attacker++) {
        const claim = `${documentNumber(unknownCedula(attacker))} ruc ${ruc} sucursal ${branch}`;
        expect((await channelUser(channel, service.url).say(claim, 'sí', 'sí')).join()).toContain('no coinciden');
      }

      const owner = channelUser(channel, service.url);
      const told = (await owner.say(typedClaim(what), 'sí')).join();
      expect(told).toContain('Su clave actual sigue sirviendo');
      expectToldUntil(told, [begun + DAY, Date.now() + DAY]);
      expect(offeredLast()).toContain('Asistencia presencial');
      expect((await owner.say('Asistencia presencial')).join()).toContain('Centro de Atención Universal');

      expect(await account(what)).toEqual(before);
      expect(await logsIn(what, demoAccessKey)).toBe(true);

      await pass(DAY);
      expect((await channelUser(channel, service.url).say(typedClaim(what), 'sí'))[0]).toContain('Le envié un código');
    });

    it('by wrong codes takes neither: the portal still knows the key, and the pause ends when it was said to', async () => {
      const what = 'empresa privada';
      const before = await account(what);
      let begun = 0;
      for (let attacker = 0; attacker < 2; attacker++) {
        const { say } = channelUser(channel, service.url);
        await say(typedClaim(what), 'sí');
        begun = Date.now();
        await say(...(await wrongCodes(5)));
      }
      const claim = async () => (await channelUser(channel, service.url).say(typedClaim(what), 'sí')).join();
      const told = await claim();
      expect(told).toContain('Su clave actual no cambió');
      expectToldUntil(told, [begun + 15 * MINUTE, Date.now() + 15 * MINUTE]);
      expect(offeredLast()).toContain('Asistencia presencial');
      expect(await account(what)).toEqual(before);
      expect(await logsIn(what, demoAccessKey)).toBe(true);

      await pass(14 * MINUTE);
      expect(await claim()).toContain('Su clave actual no cambió');
      await pass(MINUTE);
      expect(await claim()).toContain('Le envié un código');
    });

    /** The time told is the first full minute behind one of these: between them it was reckoned. */
    function expectToldUntil(told: string, ends: readonly number[]): void {
      const [, time, day] = /\*\*(\d\d:\d\d)\*\* del (\d\d\/\d\d)/.exec(told) ?? [];
      expect(ends.map((end) => retryTime(end as Instant))).toContainEqual({ time, day });
    }
    /** Codes that are not the one in the newest mail. */
    async function wrongCodes(count: number): Promise<readonly string[]> {
      const right = Number(await service.code());
      return Array.from({ length: count }, (_, n) => String((right + n + 1) % 1_000_000).padStart(6, '0'));
    }
    /** The answers to choose from below the newest reply. */
    const offeredLast = () => channel.replies.at(-1)?.suggestedActions?.actions.map(({ title }) => title);
    const pass = async (ms: number) => {
      const client = await connectRedis(redis.url, () => undefined);
      await fastForwardRedis(client, ms);
      client.disconnect();
    };
  });

  describe('a page elsewhere', () => {
    const elsewhere: readonly Readonly<Record<string, string>>[] = [
      { Origin: EVIL },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: EVIL, 'Sec-Fetch-Site': 'same-origin' },
    ];

    it('uses up no link and sets no key, and both still work afterwards', async () => {
      const what = 'entidad pública';
      const link = await mailedLink(what);
      for (const headers of elsewhere) {
        const refused = await callers.open(link, headers);
        expect(refused.status).toBe(403);
        expect(refused.headers).not.toHaveProperty('set-cookie');
      }
      const opened = await callers.open(link, { Origin: service.url, 'Sec-Fetch-Site': 'same-origin' });
      expect(opened.status).toBe(200);
      expect(opened.headers['set-cookie']?.[0]).toMatch(/^__Host-.*; Secure; HttpOnly; SameSite=Strict/);

      const [Cookie, before] = [firstCookieOf(opened), await account(what)];
      for (const headers of elsewhere) expect((await save(KEY, { Cookie, ...headers })).status).toBe(403);
      expect(await account(what)).toEqual(before);
      expect((await look({ Cookie })).state).toBe('running');
      expect((await save(KEY, { Cookie, Origin: service.url })).status).toBe(200);
    });

    it('that plants a token of its own is betrayed by the RUC that the page names, masked', async () => {
      const victims = await openedSession('empresa registrada después de 2021');
      const planted = await openedSession('persona natural');
      const [own, foreign] = [
        maskRuc(demoClaim('empresa registrada después de 2021').ruc),
        maskRuc(demoClaim('persona natural').ruc),
      ];
      expect(own).toMatch(/^17•+001$/);
      expect(foreign).toMatch(/^24•+001$/);
      expect((await look(victims)).ruc).toBe(own);
      expect((await look(planted)).ruc).toBe(foreign);
    });
  });

  it('a key leaves by no shorter way than code, link and page', async () => {
    const what = 'empresa registrada después de 2021';
    const before = await account(what);
    const { say } = channelUser(channel, service.url);
    const mails = (await callers.mails()).length;
    await say(typedClaim(what), 'sí');
    const code = await service.code();

    // Nobody has verified the code yet: there is no link to be had, whatever is asked for.
    const wrong = code === '000000' ? '000001' : '000000';
    await say(wrong, 'enviar otro enlace', 'ya tengo el enlace', 'ya puse el código', 'Listo');
    expect(await callers.mails()).toHaveLength(mails + 1);
    for (const token of [code, code.padEnd(43, '0'), 'x'.repeat(43), randomUUID()])
      expect([400, 410]).toContain((await callers.post('/api/reset/open', { token })).status);
    for (const Cookie of ['', `__Host-reset=${code}`, `__Host-reset=${'x'.repeat(43)}`]) {
      expect((await save(KEY, { Cookie })).status).toBe(410);
      expect((await look({ Cookie })).status).toBe(401);
    }

    // Nor does a link that nobody has opened stand for the session that it would begin.
    expect((await say(code))[0]).toContain('El código es correcto');
    const link = await service.link();
    for (const Cookie of ['', `__Host-reset=${linkTokenIn(link)}`])
      expect((await save(KEY, { Cookie })).status).toBe(410);
    expect(await account(what)).toEqual(before);
    expect(await logsIn(what, demoAccessKey)).toBe(true);
    expect((await callers.open(link)).status).toBe(200);
  });

  it('a weak key is refused with all that is wrong with it, and the session goes on', async () => {
    const what = 'persona natural';
    const { document, ruc } = demoClaim(what);
    const [session, before] = [await openedSession(what), await account(what)];
    const weak: readonly (readonly [string, readonly AccessKeyFault[]])[] = [
      ['nube 81', ['too-short']],
      ['iess', ['too-short', 'contains-own-data']],
      ['x'.repeat(129), ['too-long']],
      [`faro lento ${ruc} nube`, ['contains-own-data']],
      [`faro lento ${documentNumber(document)} nube`, ['contains-own-data']],
      ['faro lento del IESS nube', ['contains-own-data']],
      ['aaaaaaaaaaaaaaaa', ['too-weak']],
      ['contraseña123', ['too-weak']],
      [demoAccessKey.expose(), ['same-as-old']],
    ];
    for (const [key, faults] of weak) {
      const { body, status } = await save(key, session);
      expect([status, (JSON.parse(body) as { faults: unknown }).faults]).toEqual([422, faults]);
      expect((await look(session)).state).toBe('running');
    }
    expect(await account(what)).toEqual(before);
    expect((await save(KEY, session)).status).toBe(200);
    expect((await account(what))?.key_hash).toMatch(/^\$argon2id\$/);
  });

  it('no key changes in silence: a notice without a link arrives, the old key is void, and sessions of the portal end', async () => {
    const what = 'empresa registrada después de 2021';
    const session = await openedSession(what);
    const before = await account(what);
    await database.query('INSERT INTO account_session (account) VALUES ($1)', [before?.id]);
    const noticed = (await notices()).length;
    expect((await save(KEY, session)).status).toBe(200);

    let [notice, ...earlier] = await notices();
    await waitUntil(() => (void notices().then((now) => ([notice, ...earlier] = now)), earlier.length >= noticed));
    expect(earlier).toHaveLength(noticed);
    expect(notice?.to).toBe('recent-company@example.com');
    expect(JSON.stringify(notice)).not.toMatch(/href|https?:|restablecer|#t=/i);
    expect(notice?.text).toContain('¿No fue usted?');

    expect(await account(what)).toMatchObject({ credential_version: 2 });
    expect(await logsIn(what, demoAccessKey)).toBe(false);
    expect(await logsIn(what, new Sensitive(KEY as AccessKey))).toBe(true);
    const { rowCount } = await database.query('SELECT FROM account_session WHERE account = $1', [before?.id]);
    expect(rowCount).toBe(0);
  });

  const notices = async () => (await callers.mails()).filter(({ subject }) => subject.includes('cambió'));
});
