import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { demoEmployers, demoAccessKey } from '../../src/adapters/memory/demo-employers';
import { createPostgresEmployers, type PostgresEmployers } from '../../src/adapters/postgres/employers/employers';
import { createPool } from '../../src/adapters/postgres/pool';
import { connectRedis } from '../../src/adapters/redis/client';
import type { AccessKey, AccessKeyFault } from '../../src/domain/employer/access-key';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { maskRuc } from '../../src/domain/claim/ruc';
import { Sensitive } from '../../src/domain/sensitive';
import { DAY, MINUTE, type Instant } from '../../src/domain/time';
import { timeValues } from '../../src/bot/rendering/time-values';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { keyRingOfByte } from '../support/secrets/key-rings';
import { createServiceClient, firstCookieOf, linkTokenIn, typedClaim } from '../support/http/service-client';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { unknownCedula } from '../support/recovery/unknown-claims';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { seedEmployers } from '../support/postgres/seed-employers';
import { startService, type RunningService } from '../support/http/running-service';
import { createDatabase, type TestDatabase } from '../support/postgres/test-database';
import { describeWith } from '../support/jest/required-tools';
import { demoClaim } from '../support/recovery/in-memory-recovery';
import { waitUntil } from '../support/jest/wait-until';

const KEY = 'faro lento bajo nube 81';
const EVIL = 'https://evil.example';

describeWith(['redis-server', 'postgresql'], 'protection of the access key, on a real Redis and PostgreSQL', () => {
  let redis: AcquiredRedis;
  let postgres: TestDatabase;
  let database: Client;
  let registry: PostgresEmployers;
  let closeRegistry: () => Promise<void>;
  let service: RunningService;
  let channel: FakeChannel;
  let client: ReturnType<typeof createServiceClient>;
  beforeAll(async () => {
    [redis, postgres, channel] = await Promise.all([acquireRedis(), createDatabase(), startFakeChannel()]);
    service = await startService({
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
    });
    client = createServiceClient(service.url);
    const [pool, hasher] = [createPool(postgres.url), createArgon2AccessKeyHasher()];
    [registry, closeRegistry] = [createPostgresEmployers(pool, hasher), () => pool.end()];
    database = new Client({ connectionString: postgres.url });
    await database.connect();
    await seedEmployers(postgres.url, { employers: demoEmployers, hasher });
  });
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop(), database.end(), closeRegistry()]);
    await Promise.all([redis.release(), postgres.drop()]);
  });

  /** Returns the row of the account, key hash and version included. */
  const account = async (what: string) => {
    const { rows } = await database.query<{ id: string; credential_version: number; key_hash: string }>(
      'SELECT * FROM employer_account WHERE ruc = $1',
      [demoClaim(what).ruc],
    );
    return rows[0];
  };
  /** Whether the portal accepts the key for the account. */
  const canLogIn = async (what: string, key: Sensitive<AccessKey>): Promise<boolean> => {
    const employer = await registry.find(demoClaim(what));
    return employer !== undefined && registry.isCurrentKey(employer.id, key);
  };

  async function requestLink(what: string): Promise<string> {
    const { say } = channelUser(channel, service.url);
    expect((await say(typedClaim(what), 'sí'))[0]).toContain('Le envié un código');
    expect((await say(await service.code()))[0]).toContain('El código es correcto');
    return service.link();
  }
  const openSession = async (what: string) => ({ Cookie: firstCookieOf(await client.open(await requestLink(what))) });
  const saveKey = (key: string, headers: Readonly<Record<string, string>>) =>
    client.post('/api/reset/key', { key }, headers);
  const readSession = async (headers: Readonly<Record<string, string>>) => {
    const { body, status } = await client.request({ path: '/api/reset', headers });
    return { status, ...(JSON.parse(body) as { state?: string; ruc?: string }) };
  };

  describe('attempt to lock a victim out', () => {
    it('invented IDs leave key and account unchanged, and the owner sees the end of the lockout and the in-person procedure', async () => {
      const what = 'persona natural';
      const { branch, ruc } = demoClaim(what);
      const [before, begun] = [await account(what), Date.now()];
      for (let attacker = 0; attacker < 5; attacker++) {
        const claim = `${documentNumber(unknownCedula(attacker))} ruc ${ruc} sucursal ${branch}`;
        expect((await channelUser(channel, service.url).say(claim, 'sí', 'sí')).join()).toContain('no coinciden');
      }

      const owner = channelUser(channel, service.url);
      const answer = (await owner.say(typedClaim(what), 'sí')).join();
      expect(answer).toContain('Por seguridad hay una pausa');
      expectEndIn(answer, [begun + DAY, Date.now() + DAY]);
      expect(newestChoices()).toContain('Ir a una oficina (CAU)');
      expect((await owner.say('Ir a una oficina (CAU)')).join()).toContain('Centro de Atención Universal');

      expect(await account(what)).toEqual(before);
      expect(await canLogIn(what, demoAccessKey)).toBe(true);

      await passTime(DAY);
      expect((await channelUser(channel, service.url).say(typedClaim(what), 'sí'))[0]).toContain('Le envié un código');
    });

    it('wrong codes leave key and account unchanged, and cause a lockout that ends at the announced time', async () => {
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
      const answer = await claim();
      expect(answer).toContain('demasiados códigos equivocados');
      expectEndIn(answer, [begun + 15 * MINUTE, Date.now() + 15 * MINUTE]);
      expect(newestChoices()).toContain('Ir a una oficina (CAU)');
      expect(await account(what)).toEqual(before);
      expect(await canLogIn(what, demoAccessKey)).toBe(true);

      await passTime(14 * MINUTE);
      expect(await claim()).toContain('demasiados códigos equivocados');
      await passTime(MINUTE);
      expect(await claim()).toContain('Le envié un código');
    });

    /** Expects that the answer names the first full minute after one of these times. The service computed it between them. */
    function expectEndIn(answer: string, ends: readonly number[]): void {
      const [, theTime, day = ''] =
        /\*\*(las? \d?\d:\d\d\u00A0[ap]\.\u00A0m\.)\*\* (de hoy|de mañana|del \d\d\/\d\d)/.exec(answer) ?? [];
      const named = { theTime, day: { 'de hoy': 'today', 'de mañana': 'tomorrow' }[day] ?? day.slice('del '.length) };
      const now = Date.now() as Instant;
      expect(
        ends.map((end) => timeValues({ key: 'limit.requester', until: end as Instant }, { now, locale: 'es-EC' })),
      ).toContainEqual(named);
    }
    /** Returns codes that differ from the one in the newest mail. */
    async function wrongCodes(count: number): Promise<readonly string[]> {
      const right = Number(await service.code());
      return Array.from({ length: count }, (_, n) => String((right + n + 1) % 1_000_000).padStart(6, '0'));
    }
    /** Returns the titles of the buttons below the newest reply. */
    const newestChoices = () => channel.replies.at(-1)?.suggestedActions?.actions.map(({ title }) => title);
    const passTime = async (ms: number) => {
      const client = await connectRedis(redis.url, () => undefined);
      await fastForwardRedis(client, ms, keyRingOfByte(9));
      client.disconnect();
    };
  });

  describe('page of another site', () => {
    const foreignHeaders: readonly Readonly<Record<string, string>>[] = [
      { Origin: EVIL },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: EVIL, 'Sec-Fetch-Site': 'same-origin' },
    ];

    it('a page of another site can neither consume a link nor set a key, and both still work afterwards', async () => {
      const what = 'entidad pública';
      const link = await requestLink(what);
      for (const headers of foreignHeaders) {
        const refused = await client.open(link, headers);
        expect(refused.status).toBe(403);
        expect(refused.headers).not.toHaveProperty('set-cookie');
      }
      const opened = await client.open(link, { Origin: service.url, 'Sec-Fetch-Site': 'same-origin' });
      expect(opened.status).toBe(200);
      expect(opened.headers['set-cookie']?.[0]).toMatch(/^__Host-.*; Secure; HttpOnly; SameSite=Strict/);

      const [Cookie, before] = [firstCookieOf(opened), await account(what)];
      for (const headers of foreignHeaders) expect((await saveKey(KEY, { Cookie, ...headers })).status).toBe(403);
      expect(await account(what)).toEqual(before);
      expect((await readSession({ Cookie })).state).toBe('running');
      expect((await saveKey(KEY, { Cookie, Origin: service.url })).status).toBe(200);
    });

    it('a page of another site cannot plant its own session unnoticed, since the page shows the masked RUC', async () => {
      const victimSession = await openSession('empresa registrada después de 2021');
      const plantedSession = await openSession('persona natural');
      const [victimRuc, plantedRuc] = [
        maskRuc(demoClaim('empresa registrada después de 2021').ruc),
        maskRuc(demoClaim('persona natural').ruc),
      ];
      expect(victimRuc).toMatch(/^17•+942001$/);
      expect(plantedRuc).toMatch(/^24•+013001$/);
      expect((await readSession(victimSession)).ruc).toBe(victimRuc);
      expect((await readSession(plantedSession)).ruc).toBe(plantedRuc);
    });
  });

  it('no key is set without a right code, an opened link and a reset session', async () => {
    const what = 'empresa registrada después de 2021';
    const before = await account(what);
    const { say } = channelUser(channel, service.url);
    const mails = (await client.mails()).length;
    await say(typedClaim(what), 'sí');
    const code = await service.code();

    // Before the code is verified, no message and no guessed token leads to a link.
    const wrong = code === '000000' ? '000001' : '000000';
    await say(wrong, 'enviar otro enlace', 'ya tengo el enlace', 'ya puse el código', 'Listo');
    expect(await client.mails()).toHaveLength(mails + 1);
    for (const token of [code, code.padEnd(43, '0'), 'x'.repeat(43), randomUUID()])
      expect([400, 410]).toContain((await client.post('/api/reset/open', { token })).status);
    for (const Cookie of ['', `__Host-reset=${code}`, `__Host-reset=${'x'.repeat(43)}`]) {
      expect((await saveKey(KEY, { Cookie })).status).toBe(410);
      expect((await readSession({ Cookie })).status).toBe(401);
    }

    // The token of an unopened link does not count as a reset session.
    expect((await say(code))[0]).toContain('El código es correcto');
    const link = await service.link();
    for (const Cookie of ['', `__Host-reset=${linkTokenIn(link)}`])
      expect((await saveKey(KEY, { Cookie })).status).toBe(410);
    expect(await account(what)).toEqual(before);
    expect(await canLogIn(what, demoAccessKey)).toBe(true);
    expect((await client.open(link)).status).toBe(200);
  });

  it('a weak key is refused with all its faults, and keeps the reset session', async () => {
    const what = 'persona natural';
    const { document, ruc } = demoClaim(what);
    const [session, before] = [await openSession(what), await account(what)];
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
      const { body, status } = await saveKey(key, session);
      expect([status, (JSON.parse(body) as { faults: unknown }).faults]).toEqual([422, faults]);
      expect((await readSession(session)).state).toBe('running');
    }
    expect(await account(what)).toEqual(before);
    expect((await saveKey(KEY, session)).status).toBe(200);
    expect((await account(what))?.key_hash).toMatch(/^\$argon2id\$/);
  });

  it('a new key brings a notice without a link but the telephone, invalidates the old key, and ends the sessions of the portal', async () => {
    const what = 'empresa registrada después de 2021';
    const session = await openSession(what);
    const before = await account(what);
    await database.query('INSERT INTO account_session (account) VALUES ($1)', [before?.id]);
    const noticeCount = (await notices()).length;
    expect((await saveKey(KEY, session)).status).toBe(200);

    let [notice, ...earlier] = await notices();
    await waitUntil(() => (void notices().then((now) => ([notice, ...earlier] = now)), earlier.length >= noticeCount));
    expect(earlier).toHaveLength(noticeCount);
    expect(notice?.to).toBe('recent-company@example.com');
    expect(JSON.stringify(notice).replaceAll('href=\\"tel:+59323945666\\"', '')).not.toMatch(
      /href|https?:|restablecer|#t=/i,
    );
    expect(notice?.text).toContain('¿No fue usted?');

    expect(await account(what)).toMatchObject({ credential_version: 2 });
    expect(await canLogIn(what, demoAccessKey)).toBe(false);
    expect(await canLogIn(what, new Sensitive(KEY as AccessKey))).toBe(true);
    const { rowCount } = await database.query('SELECT FROM account_session WHERE account = $1', [before?.id]);
    expect(rowCount).toBe(0);
  });

  const notices = async () => (await client.mails()).filter(({ subject }) => subject.includes('cambió'));
});
