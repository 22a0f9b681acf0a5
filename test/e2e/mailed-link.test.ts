import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { sendRequest } from '../support/http/request';
import { launchBrowser, visit } from '../support/browser/browser';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { seedEmployers } from '../support/postgres/seed-employers';
import { startService, type RunningService } from '../support/http/running-service';
import { createDatabase, type TestDatabase } from '../support/postgres/test-database';
import { describeWith } from '../support/jest/required-tools';
import { demoClaim } from '../support/recovery/in-memory-recovery';
import { waitUntil } from '../support/jest/wait-until';

const KEY = 'faro lento bajo nube 81';
const JSON_TYPE = { 'Content-Type': 'application/json' };

const changes: [what: string, set: string][] = [
  ['the mailbox', "mailbox = 'somebody-else@example.com'"],
  ['the RUC’s state', "ruc_state = 'suspended'"],
  ['the key', 'credential_version = credential_version + 1'],
];

describeWith(['redis-server', 'postgresql', 'chromium'], 'the mailed link on Redis and PostgreSQL', () => {
  let redis: AcquiredRedis;
  let postgres: TestDatabase;
  let database: Client;
  let service: RunningService;
  let channel: FakeChannel;
  let browser: Browser;

  beforeAll(async () => {
    [redis, postgres, channel, browser] = await Promise.all([
      acquireRedis(),
      createDatabase(),
      startFakeChannel(),
      launchBrowser(),
    ]);
    service = await startService({
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
    });
    database = new Client({ connectionString: postgres.url });
    await database.connect();
  });
  const seed = () => seedEmployers(postgres.url, { employers: demoEmployers, hasher: createArgon2AccessKeyHasher() });
  beforeEach(seed);
  afterAll(async () => {
    await Promise.all([service.stop(), database.end(), browser.close(), channel.stop()]);
    await Promise.all([redis.release(), postgres.drop()]);
  });

  /** Runs a recovery of this employer up to the link, and returns the link. */
  async function mailedLink(what: string): Promise<string> {
    const { branch, document, ruc } = demoClaim(what);
    const { say } = channelUser(channel, service.url);
    await say('recuperar', documentNumber(document), ruc, branch, 'sí');
    expect(await say(await service.code())).toEqual([expect.stringContaining('El código es correcto')]);
    return service.link();
  }

  const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    sendRequest(service.url, {
      method: 'POST',
      path,
      headers: { ...JSON_TYPE, ...newVisitorHeaders(), ...headers },
      body: JSON.stringify(body),
    });
  const open = (link: string) => post('/api/reset/open', { token: link.split('#t=')[1] });
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const change = (what: string, set: string) =>
    database.query(`UPDATE employer_account SET ${set} WHERE ruc = $1`, [demoClaim(what).ruc]);
  const keyOf = async (what: string) => {
    const { rows } = await database.query<{ credential_version: number; key_hash: string }>(
      'SELECT credential_version, key_hash FROM employer_account WHERE ruc = $1',
      [demoClaim(what).ruc],
    );
    return rows[0];
  };

  it('scanners, prefetchers and a browser in which nobody presses the button do not use up the link', async () => {
    const link = await mailedLink('empresa privada');
    const token = link.split('#t=')[1] ?? '';
    const scanner = {
      ...newVisitorHeaders(),
      'User-Agent': 'link scanner',
      Purpose: 'prefetch',
      'Sec-Purpose': 'prefetch',
    };
    const paths = [
      '/restablecer',
      `/restablecer?t=${token}`,
      `/restablecer/${token}`,
      '/api/reset/open',
      `/api/reset/open?token=${token}`,
      '/api/reset',
    ];
    for (const path of paths) {
      for (const method of ['HEAD', 'GET', 'OPTIONS']) {
        const answer = await sendRequest(service.url, { method, path, headers: scanner });
        expect(answer.headers).not.toHaveProperty('set-cookie');
      }
    }

    for (const javaScriptEnabled of [true, false, true]) {
      const viewer = await visit(browser, service.url, { javaScriptEnabled });
      await viewer.page.goto(link);
      await viewer.page.waitForLoadState('networkidle');
      await viewer.page.mouse.wheel(0, 2_000);
      await viewer.page.reload();
      expect(await viewer.page.context().cookies()).toEqual([]);
      await viewer.end();
    }

    expect((await open(link)).status).toBe(200);
  });

  it('one of ten simultaneous opens is accepted, and ten simultaneous saves make one change, notice and answer', async () => {
    const link = await mailedLink('entidad pública');
    const opened = await Promise.all(Array.from({ length: 10 }, () => open(link)));
    expect(opened.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 410)]);
    const Cookie = opened.find(({ status }) => status === 200)?.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect(Cookie).toMatch(/^__Host-reset=/);

    const before = await keyOf('entidad pública');
    const save = (key = KEY) => post('/api/reset/key', { key }, { Cookie });
    // The first key loads the dictionaries, which takes half a second or more.
    expect((await save('aaaaaaaaaaaaaaaa')).status).toBe(422);
    const saved = [...(await Promise.all(Array.from({ length: 10 }, () => save()))), await save(), await save()];
    expect(new Set(saved.map(({ body, status }) => `${status} ${body}`))).toEqual(new Set(['200 {"state":"done"}']));
    expect((await keyOf('entidad pública'))?.credential_version).toBe((before?.credential_version ?? 0) + 1);

    const notices = async () => {
      const { body } = await sendRequest(service.url, { path: '/buzon/messages' });
      return (JSON.parse(body) as { subject: string }[]).filter(({ subject }) => subject.includes('cambió')).length;
    };
    let count = 0;
    await waitUntil(() => (void notices().then((found) => (count = found)), count > 0));
    expect(await owedMails()).toBe(0);
    expect(await notices()).toBe(1);
  });

  /** Counts the mail jobs that are not done yet. */
  async function owedMails(): Promise<number> {
    const client = new Redis(redis.port);
    const queues = await Promise.all([
      client.zcard('{mail}:mail:delayed'),
      client.llen('{mail}:mail:wait'),
      client.zcard('{mail}:mail:prioritized'),
    ]);
    client.disconnect();
    return queues.reduce((sum, length) => sum + length, 0);
  }

  it.each(changes)(
    'the link is refused, and the page says so, when %s changed after it was mailed',
    async (_what, set) => {
      const link = await mailedLink('persona natural');
      await change('persona natural', set);
      const { end, page } = await visit(browser, service.url);
      await page.goto(link);
      await press(page, 'Continuar');
      await heading(page, 'Este enlace ya no sirve');
      await end();
      // The recovery is void: the link stays refused when the employer is as before.
      await seed();
      expect((await open(link)).status).toBe(410);
    },
  );

  it.each(changes)(
    'no key is set, and the page says so, when %s changed after the link was opened',
    async (_what, set) => {
      const link = await mailedLink('empresa privada');
      const { end, page } = await visit(browser, service.url);
      await page.goto(link);
      await press(page, 'Continuar');
      await heading(page, 'Elija su nueva clave');
      await change('empresa privada', set);
      const before = await keyOf('empresa privada');
      await page.locator('#key').fill(KEY);
      await page.locator('#repeat').fill(KEY);
      await press(page, 'Guardar la clave');
      await heading(page, 'Esta página ya no sirve');
      expect(await page.context().cookies()).toEqual([]);
      expect(await keyOf('empresa privada')).toEqual(before);
      await end();
    },
  );
});
