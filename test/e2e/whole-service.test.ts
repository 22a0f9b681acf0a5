import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { verifyAuditChain } from '../../src/adapters/postgres/audit/verify-chain';
import { createPool } from '../../src/adapters/postgres/pool';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { launchBrowser } from '../support/browser/browser';
import { buildProduct } from '../support/processes/build-product';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startPostgres, type PostgresServer } from '../support/postgres/postgres-server';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { seedEmployers } from '../support/postgres/seed-employers';
import { codeInText, linkInText } from '../support/http/running-service';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';

const KEY = 'faro lento bajo nube 81';
const CEDULA = '1710034065';
const RUC = '1799999915001';
const SECRET = { kid: 'test', secret: Buffer.alloc(32, 9) };

describeWith(['redis-server', 'postgresql', 'chromium'], 'two processes on one Redis, PostgreSQL and SMTP', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let smtp: SmtpService;
  let channel: FakeChannel;
  let browser: Browser;
  let settings: Record<string, string>;
  /** In place of a load balancer: people know only this address. */
  let front: CuttableProxy;
  let first: ServiceProcess;
  let second: ServiceProcess;

  beforeAll(async () => {
    [redis, postgres, smtp, channel, browser] = await Promise.all([
      startRedis(),
      startPostgres(),
      startSmtpService(),
      startFakeChannel(),
      launchBrowser(),
      buildProduct(),
    ]);
    front = await startCuttableProxy(0);
    settings = {
      PUBLIC_URL: `http://localhost:${front.port}`,
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_FROM: 'IESS <no-responder@example.org>',
      SECRET_KEYS: `${SECRET.kid}:${SECRET.secret.toString('base64')}`,
    };
    // Both processes migrate the database at the same moment.
    [first, second] = await Promise.all([startServiceProcess(settings), startServiceProcess(settings)]);
    await seedEmployers(postgres.url, { employers: demoEmployers, hasher: createArgon2AccessKeyHasher() });
  });
  afterAll(async () => {
    const codes = await Promise.all([first.stop(), second.stop(), browser.close()]);
    await Promise.all([front.stop(), channel.stop(), smtp.close(), redis.stop(), postgres.stop()]);
    expect(codes).toEqual([0, 0, undefined]);
  });

  const newestMail = async () => {
    const mail = (await smtp.parsed()).at(-1);
    if (mail === undefined) throw new Error('no mail arrived');
    return { subject: mail.subject ?? '', text: mail.text ?? '' };
  };

  it('either process serves any turn, and the dialog continues after kill -9 of the process that began it', async () => {
    const atFirst = channelUser(channel, first.url);
    const atSecond = channelUser(channel, second.url, atFirst.conversation);

    expect(await atFirst.join()).toEqual([expect.stringContaining('asistente virtual')]);
    expect(await atSecond.say('recuperar')).toEqual([expect.stringContaining('cédula')]);
    expect(await atFirst.say(CEDULA)).toEqual([expect.stringContaining('13 dígitos')]);
    expect(await atSecond.say(RUC)).toEqual([expect.stringContaining('sucursal')]);
    expect(await atFirst.say('1')).toEqual([expect.stringContaining('Revise sus datos')]);
    expect(await atFirst.say('sí')).toEqual([expect.stringContaining('Le envié un código')]);
    const code = codeInText((await newestMail()).text);

    await first.kill();
    expect(await atSecond.say(code)).toEqual([expect.stringContaining('Recuperación Clave para RUC')]);
    const mail = await newestMail();
    expect(mail.subject).toBe('Recuperación Clave para RUC');

    front.redirectTo(Number(new URL(second.url).port));
    const page = await browser.newPage({ locale: 'es-EC' });
    await page.goto(linkInText(mail.text));
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('Nueva clave', { exact: true }).fill(KEY);
    await page.getByLabel('Repita la nueva clave').fill(KEY);
    await page.getByRole('button', { name: 'Guardar la clave' }).click();
    await page.getByText('Su nueva clave está lista').waitFor();
    await page.close();

    await channel.waitForReply('su nueva clave ya funciona');
    expect(await keyVersion(postgres.url)).toBe(2);
    first = await startServiceProcess(settings);
    expect(await channelUser(channel, first.url, atFirst.conversation).say('ayuda')).toHaveLength(2);
  });

  it('the chat reports an outage of PostgreSQL, and continues afterwards', async () => {
    const { say } = channelUser(channel, second.url);
    await say('2459999013 ruc 2459999013001 suc 1');
    await postgres.crash();
    expect((await say('sí'))[0]).toContain('No se perdió nada');
    expect((await fetch(`${second.url}/readyz`)).status).toBe(503);
    await postgres.restart();
    expect(await say('sí')).toEqual([expect.stringContaining('Le envié un código')]);
  });

  it('the chat reports an outage of the mail service, and shows the in-person procedure on request', async () => {
    const { say } = channelUser(channel, second.url);
    await smtp.close();
    expect(await say('2459999021 servicio doméstico', 'servicio doméstico', 'sí')).toEqual([
      expect.stringContaining('no salió a tiempo'),
    ]);
    expect((await say('asistencia presencial')).join()).toContain('Centro de Atención Universal');
    smtp = await startSmtpService();
  });

  it('one intact audit trail holds the events of both processes', async () => {
    const pool = createPool(postgres.url);
    const auditedFacts = async () => {
      const { rows } = await pool.query<{ fact: string }>(
        "SELECT concat_ws(' ', event, outcome, reason) AS fact FROM audit_event ORDER BY seq",
      );
      return rows.map(({ fact }) => fact);
    };
    while (!(await auditedFacts()).includes('mail unsent code'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const steps = ['claim-checked matched', 'code-checked right', 'link-opened opened', 'key-changed changed'];
    expect((await auditedFacts()).filter((fact) => steps.includes(fact)).slice(0, 4)).toEqual(steps);
    expect(await verifyAuditChain(pool, createKeyRing([SECRET]))).toMatchObject({ kind: 'intact' });
    await pool.end();
  });

  it('the service prints no personal data during a recovery and outages', () => {
    const printed = first.output() + second.output();
    expect(printed).not.toMatch(/1710034065|2459999|1799999915001|private-company|faro lento/);
  });
});

async function keyVersion(databaseUrl: string): Promise<unknown> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ credential_version: number }>(
    'SELECT credential_version FROM employer_account WHERE ruc = $1',
    [RUC],
  );
  await client.end();
  return rows[0]?.credential_version;
}
