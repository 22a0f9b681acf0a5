import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { sendRequest, sendTlsRequest } from '../support/http/request';
import { launchBrowser, visit } from '../support/browser/browser';
import { chatWindowIn } from '../support/browser/chat-window';
import { startComposeStack, type ComposeStack } from '../support/deployment/compose-service';
import { runCommand } from '../support/processes/run-command';
import { codeInText, linkInText } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const KEY = 'faro lento bajo nube 81';
/** The address from which the proxy sees most requests of this test. */
const VISITOR = '127.0.0.2';

describeWith(['redis-server', 'postgresql', 'haproxy', 'openssl', 'chromium'], 'deployment by compose.yaml', () => {
  let service: ComposeStack;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    service = await startComposeStack();
    await waitUntilReady();
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  /** Waits until both bots are ready and the health checks of the proxy have noticed it. */
  async function waitUntilReady() {
    for (const { url } of service.bots())
      while ((await sendRequest(url, { path: '/readyz' })).status !== 200) await delay(50);
    while ((await get('/livez')).status !== 200) await delay(50);
    await delay(2_500);
  }
  const get = (path: string, headers = {}) => sendTlsRequest(VISITOR, service.proxy.url, { path, headers });
  const newestMail = async () => {
    const mail = (await service.smtp.parsed()).at(-1);
    return { subject: mail?.subject ?? '', text: mail?.text ?? '' };
  };

  it('a person recovers a key in a browser, over TLS and both bots, with a database role that owns nothing', async () => {
    const { browserErrors, end, newTab, page } = await visit(browser, service.proxy.url, {
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: {},
    });
    await page.goto(`${service.proxy.url}/widget`);
    const chat = chatWindowIn(page);
    await chat.chooseSuggestion('Recuperar mi clave');
    await chat.say('1710034065, RUC 1799999915001, sucursal 1');
    await chat.waitForText('¿Está todo bien?');
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('Le envié un código');
    await chat.say(codeInText((await newestMail()).text));
    await chat.waitForText('El código es correcto.');
    while (!(await newestMail()).subject.includes('Recuperación Clave para RUC')) await delay(50);
    const link = await newTab();
    await link.goto(linkInText((await newestMail()).text));
    await link.getByRole('button', { name: 'Continuar' }).click();
    await link.getByLabel('Nueva clave', { exact: true }).fill(KEY);
    await link.getByLabel('Repita la nueva clave').fill(KEY);
    await link.getByRole('button', { name: 'Guardar la clave' }).click();
    await link.getByText('Su nueva clave está lista').waitFor();
    await chat.waitForText('su nueva clave ya funciona');
    expect(browserErrors).toEqual([]);
    while (service.smtp.raw.length < 3) await delay(50);
    await end();
  });

  it('the deployment passes the smoke test', async () => {
    const script = ['dist/src/cli/chat/main.js', '--url', service.proxy.url, '--script', 'deploy/smoke/deployment.txt'];
    const env = { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: service.proxy.certificate };
    const { stdout } = await promisify(execFile)(process.execPath, script, { env });
    expect(stdout).toContain('Contacto');
    expect(service.smtp.raw.length).toBe(3);
  });

  it('an operator verifies the audit trail and suspends a target with the settings of a bot', async () => {
    const { settings } = service;
    expect(await runCommand('audit:verify', { settings })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No tampering found.') as string,
    });
    const typed = ['1710034065', '1799999915001', '1'];
    const suspended = await runCommand('target:suspend', { settings, inputLines: [...typed, '1'] });
    expect(suspended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Suspended until/) as string });
    expect(await runCommand('target:lift', { settings, inputLines: typed })).toMatchObject({
      code: 0,
      stdout: 'Suspension lifted for 1 person.\n',
    });
  });

  it('the proxy redirects http to https, and answers 404 for the metrics and the readiness check', async () => {
    const plain = await sendRequest(service.proxy.plainUrl, { path: '/widget?lang=en' });
    expect({ status: plain.status, to: plain.headers.location }).toEqual({
      status: 308,
      to: `https://localhost:${new URL(service.proxy.plainUrl).port}/widget?lang=en`,
    });
    for (const path of ['/metrics', '/METRICS/', '/readyz', '/readyz?x'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get('/livez')).status).toBe(200);
  });

  it('a visitor is rate-limited by the address that the proxy saw, whatever X-Forwarded-For claims', async () => {
    const from = async (address: string, claimed: string) =>
      (
        await sendTlsRequest(address, service.proxy.url, {
          method: 'POST',
          path: '/api/token',
          headers: { 'X-Forwarded-For': claimed },
        })
      ).status;
    const answers: number[] = [];
    for (let count = 0; count < 22; count++) answers.push(await from('127.0.0.9', `198.51.100.${count}, 127.0.0.1`));
    expect(answers).toEqual([...Array<number>(20).fill(200), 429, 429]);
    expect(await from('127.0.0.10', '127.0.0.9')).toBe(200);
  });

  it('no request is lost while a bot is restarted', async () => {
    const answers: Record<number, number> = {};
    const load = { isOver: false };
    const clients = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!load.isOver) {
          const { status } = await get('/widget');
          answers[status] = (answers[status] ?? 0) + 1;
          await delay(20);
        }
      }),
    );
    expect(await service.bots()[0]?.stop()).toBe(0);
    await service.startBot(0);
    await waitUntilReady();
    load.isOver = true;
    await clients;
    expect(Object.keys(answers)).toEqual(['200']);
    expect(answers[200]).toBeGreaterThan(50);
  });

  it('every request goes to the other bot as soon as one is killed', async () => {
    await service.bots()[1]?.kill();
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/widget')));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    await service.startBot(1);
    await waitUntilReady();
  });

  it('the proxy passes on the 503 of a bot during a Redis outage, and the data is back after a restart of Redis', async () => {
    const keys = async () => {
      const redis = service.redis.connectAs('key-recovery', 'redis-of-a-test');
      const found = await redis.scan(0, 'COUNT', 1000);
      redis.disconnect();
      return found[1].length;
    };
    const before = await keys();
    await service.redis.stop();
    while ((await sendRequest(service.bots()[0]?.url ?? '', { path: '/readyz' })).status === 200) await delay(50);
    await delay(3_000);
    const refused = await sendTlsRequest('127.0.0.11', service.proxy.url, { method: 'POST', path: '/api/token' });
    expect({ status: refused.status, type: refused.headers['content-type'] }).toEqual({
      status: 503,
      type: expect.stringContaining('application/problem+json') as string,
    });
    await service.redis.start();
    await waitUntilReady();
    expect(before).toBeGreaterThan(0);
    expect(await keys()).toBeGreaterThan(0);
    expect((await sendTlsRequest('127.0.0.11', service.proxy.url, { method: 'POST', path: '/api/token' })).status).toBe(
      200,
    );
  });

  it('Redis admits only the service, and forbids it to empty Redis or to change its settings', async () => {
    const attempt = async (user: string, password: string, ...command: [string, ...string[]]) => {
      const redis = service.redis.connectAs(user, password).on('error', () => undefined);
      try {
        return await redis.call(...command);
      } catch (error) {
        return error instanceof Error ? error.message.slice(0, 9) : '';
      } finally {
        redis.disconnect();
      }
    };
    expect(await attempt('key-recovery', 'redis-of-a-test', 'GET', 'recovery:none')).toBeNull();
    for (const [user, password, ...command] of [
      ['default', '', 'PING'],
      ['key-recovery', 'wrong', 'PING'],
      ['health', 'any', 'GET', 'recovery:none'],
      ['key-recovery', 'redis-of-a-test', 'FLUSHALL'],
      ['key-recovery', 'redis-of-a-test', 'CONFIG', 'GET', '*'],
      ['key-recovery', 'redis-of-a-test', 'GET', 'something-else'],
    ] as [string, string, string, ...string[]][])
      expect([user, command, await attempt(user, password, ...command)]).toEqual([
        user,
        command,
        expect.not.stringMatching(/^(PONG|OK)$/),
      ]);
  });

  it('the log of the proxy contains neither addresses of visitors nor requested paths', () => {
    expect(service.proxy.output()).toContain('"status"');
    expect(service.proxy.output()).not.toMatch(/127\.0\.0\.(2|9|10|11)\b|widget|api\/|198\.51/);
  });
});
