import { waitUntil } from '../support/jest/wait-until';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { buildProduct } from '../support/processes/build-product';
import { canaryValues, canaryEmployer, canariesIn } from '../support/secrets/canary-values';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { openPollingVisitor } from '../support/direct-line/polling-visitor';
import { startPostgres, type PostgresServer } from '../support/postgres/postgres-server';
import { dumpRedis } from '../support/redis/redis-contents';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { seedEmployers } from '../support/postgres/seed-employers';
import { codeInText, linkInText } from '../support/http/running-service';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { smtpError, startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';

const ORIGIN = 'https://recuperacion.example.org';
const KEYS = `test:${Buffer.alloc(32, 'canario-secreto').toString('base64')}`;
const METRICS_TOKEN = 'canario-metrics-0123456789-abcdefghij';
const EVENT_SECRET = 'canario-event-grid-0123456789-abcdef';

/** Runs recoveries over every adapter at log level `trace`, then searches all output and storage for personal values. */
describeWith(['redis-server', 'postgresql'], 'leaks of personal data', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let azure: FakeAzureEmail;
  let smtp: SmtpService;
  let channel: FakeChannel;
  let database: string;
  /** Codes, tokens and sessions that the recoveries created. */
  const createdSecrets: string[] = [];
  const processes: ServiceProcess[] = [];

  beforeAll(async () => {
    [redis, postgres, azure, smtp, channel] = await Promise.all([
      startRedis(),
      startPostgres(),
      startFakeAzureEmail(),
      startSmtpService(),
      startFakeChannel(),
      buildProduct(),
    ]);
    const open = new Redis(redis.port, '127.0.0.1');
    await open.config('SET', 'requirepass', canaryValues.redisPassword);
    open.disconnect();
    database = postgres.url.replace('postgres@', `postgres:${canaryValues.databasePassword}@`);
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await Promise.all([azure.close(), smtp.close(), channel.stop(), redis.stop(), postgres.stop()]);
  });

  /** Starts a process, and first stops the one before, which could take its mail jobs. */
  async function start(mail: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    await processes.at(-1)?.stop();
    const process = await startServiceProcess({
      LOG_LEVEL: 'trace',
      PUBLIC_URL: ORIGIN,
      REDIS_URL: redis.url.replace('redis://', `redis://:${canaryValues.redisPassword}@`),
      DATABASE_URL: database,
      MAIL_FROM: 'IESS <no-responder@example.org>',
      SECRET_KEYS: KEYS,
      EVENT_GRID_SECRET: EVENT_SECRET,
      METRICS_TOKEN,
      TRUSTED_PROXIES: 'loopback',
      ...mail,
    });
    processes.push(process);
    await seedEmployers(database, { employers: [canaryEmployer], hasher: createArgon2AccessKeyHasher() });
    return process;
  }

  const headers = {
    'Content-Type': 'application/json',
    Origin: ORIGIN,
    'Sec-Fetch-Site': 'same-origin',
    'X-Forwarded-For': canaryValues.address,
  };
  const post = (url: string, body: unknown, more: Readonly<Record<string, string>> = {}) =>
    fetch(url, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });

  const claim = `${canaryValues.sentence}, cédula ${canaryValues.cedula}, RUC ${canaryValues.ruc}, sucursal ${canaryValues.branch}`;

  /** Runs a recovery from the first message to the new key, with a mistake at every step. */
  async function recover(url: string, newest: () => Promise<string> | string, suffix: string): Promise<void> {
    const conversation = `${canaryValues.conversation}${suffix}`;
    const { deliver } = channelUser(channel, url, conversation);
    const sendText = (text: string) =>
      deliver({ type: 'message', text, from: { id: `${canaryValues.user}${suffix}`, name: canaryValues.userName } });
    await sendText(canaryValues.sentence);
    await sendText(`mi clave es ${canaryValues.newKey}`);
    await sendText(`${canaryValues.cedula} ${canaryValues.ruc} 0001`);
    expect((await sendText('sí')).join()).not.toContain('Le envié');
    await sendText('cancelar');
    await sendText(claim);
    expect((await sendText('sí')).join()).toContain('Le envié un código');
    const code = codeInText(await newest());
    createdSecrets.push(code);
    await sendText(code === '000000' ? '111111' : '000000');
    expect((await sendText(`es ${code}`)).join()).toContain('Recuperación Clave para RUC');
    const token = linkInText(await newest()).split('#t=')[1] ?? '';
    createdSecrets.push(token);

    const opened = await post(`${url}/api/reset/open`, { token });
    expect(opened.status).toBe(200);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    createdSecrets.push(cookie.split('=')[1] ?? '');
    expect((await post(`${url}/api/reset/key`, { key: canaryValues.weakKey }, { Cookie: cookie })).status).toBe(422);
    expect((await post(`${url}/api/reset/key`, { key: canaryValues.newKey }, { Cookie: cookie })).status).toBe(200);
    // The channel has the announcements of other conversations too.
    await waitUntil(() =>
      channel.replies.some(
        (reply) => reply.conversation.id === conversation && reply.text?.includes('su nueva clave ya funciona'),
      ),
    );
    expect((await sendText('gracias')).join()).toContain('Con gusto');
  }

  /** Sends requests that are refused, each with a personal value in it, and returns the answers as text. */
  async function sendRefusedRequests(url: string): Promise<string> {
    const bearer = { Authorization: `Bearer ${canaryValues.appHeader}` };
    const requests = [
      post(`${url}/api/messages`, { text: claim, from: canaryValues.user }),
      post(`${url}/api/messages`, claim, { 'Content-Type': 'text/plain' }),
      post(`${url}/api/messages`, { type: 'message', text: claim.repeat(5_000) }),
      post(`${url}/api/mail-events`, [{ data: { recipient: canaryValues.mailbox } }], bearer),
      post(`${url}/api/reset/open`, { token: canaryValues.newKey, mailbox: canaryValues.mailbox }),
      post(`${url}/api/reset/key`, { key: canaryValues.newKey }, { Cookie: `__Host-reset=${canaryValues.newKey}` }),
      post(`${url}/v3/directline/conversations/${canaryValues.conversation}/activities`, { text: claim }, bearer),
      post(`${url}/v3/directline/tokens/refresh`, {}, bearer),
      fetch(`${url}/restablecer?t=${canaryValues.newKey}&ruc=${canaryValues.ruc}`, { headers }),
      fetch(`${url}/${canaryValues.cedula}/${canaryValues.mailbox}`, { headers }),
      fetch(`${url}/metrics?ruc=${canaryValues.ruc}`, { headers }),
      fetch(`${url}/readyz?ruc=${canaryValues.ruc}`, { headers }),
    ];
    const answers = await Promise.all(
      requests.map(async (request) => {
        const response = await request;
        return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;
      }),
    );
    return answers.join('\n');
  }

  it('a recovery with Azure’s mail service runs up to a bounced notice', async () => {
    const { url } = await start({ COMMUNICATION_SERVICES_CONNECTION_STRING: azure.connectionString });
    // The first answer of the mail service is broken JSON with a mail address in it.
    azure.scriptNext({ kind: 'take', instead: 'no-json' }, { kind: 'take' });
    await recover(url, () => azure.delivered.at(-1)?.content.plainText ?? '', '');
    const operation = azure.delivered.at(-1)?.operation ?? '';
    const report = { messageId: operation, recipient: canaryValues.mailbox, status: 'Bounced' };
    const event = { id: operation, eventType: 'Microsoft.Communication.EmailDeliveryReportReceived', data: report };
    const reported = await post(`${url}/api/mail-events`, [event], { Authorization: `Bearer ${EVENT_SECRET}` });
    expect(reported.status).toBe(200);
  });

  it('a recovery with SMTP runs after an SMTP error that names the recipient', async () => {
    const refusing = await startSmtpService({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, answer) => {
        answer(Object.assign(smtpError(451), { message: `<${canaryValues.mailbox}> try later` }));
      },
    });
    const failing = await start({ SMTP_URL: `smtp://127.0.0.1:${refusing.port}` });
    await channelUser(channel, failing.url, `${canaryValues.conversation}-451`).say(claim, 'sí');
    await refusing.close();
    // Clears the rate limits of the employer, which this test is not about.
    await (await contentsClient()).flushall();
    const { url } = await start({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` });
    await recover(url, async () => (await smtp.parsed()).at(-1)?.text ?? '', '-smtp');
  });

  it('a recovery in the website’s chat runs and exceeds its rate limit', async () => {
    const url = processes.at(-1)?.url ?? '';
    const visitor = await openPollingVisitor(url);
    createdSecrets.push(visitor.conversation);
    await visitor.say(url, claim);
    await visitor.waitForText(url, 'Revise sus datos');
    await visitor.say(url, 'sí');
    await visitor.waitForText(url, 'Le envié un código');
    createdSecrets.push(codeInText((await smtp.parsed()).at(-1)?.text ?? ''));
    const statuses = await Promise.all(Array.from({ length: 25 }, () => visitor.say(url, canaryValues.sentence)));
    expect(statuses).toContain(429);
  });

  it('answers to refused requests contain no personal value', async () => {
    expect(canariesIn(await sendRefusedRequests(processes.at(-1)?.url ?? ''), ...createdSecrets, KEYS)).toEqual([]);
  });

  it('metrics contain no personal value', async () => {
    const authorization = `Bearer ${METRICS_TOKEN}`;
    const response = await fetch(`${processes.at(-1)?.url ?? ''}/metrics`, { headers: { authorization } });
    const metrics = await response.text();
    for (const name of ['recovery_turn_seconds', 'recovery_mails_total', 'recovery_dependency_seconds'])
      expect(metrics).toContain(name);
    expect(canariesIn(metrics, ...createdSecrets, KEYS)).toEqual([]);
    // The branch has four digits, as counts and seconds may have, so only labels are searched for it.
    expect(metrics).not.toMatch(new RegExp(`="[^"]*${canaryValues.branch}[^"]*"`));
  });

  it('keys, values and jobs of Redis contain no personal value', async () => {
    const dump = await dumpRedis(await contentsClient());
    expect(dump).toContain('session:');
    expect(dump).toContain('{mail}:');
    expect(canariesIn(dump, ...createdSecrets, KEYS)).toEqual([]);
  });

  it('tables of PostgreSQL contain no personal value outside of the registry', async () => {
    const client = new Client({ connectionString: database });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_name NOT IN ('employer_account', 'authorised_person')`,
    );
    const rows: string[] = [];
    for (const { name } of tables) rows.push(JSON.stringify((await client.query(`SELECT * FROM ${name}`)).rows));
    await client.end();
    expect(tables.map(({ name }) => name)).toContain('audit_event');
    expect(rows.join('\n')).toContain('key-changed');
    expect(canariesIn(rows.join('\n'), ...createdSecrets, KEYS)).toEqual([]);
  });

  it('the output contains no personal value, even during an outage of PostgreSQL and Redis', async () => {
    const url = processes.at(-1)?.url ?? '';
    const { say } = channelUser(channel, url, `${canaryValues.conversation}-outage`);
    await say(claim);
    await postgres.crash();
    expect((await say('sí'))[0]).toContain('No se perdió nada');
    await redis.stop();
    expect((await say('sí'))[0]).toContain('No se perdió nada');
    await post(`${url}/api/reset/open`, { token: createdSecrets[1] });

    const printed = processes.map((process) => process.output()).join('\n');
    expect(printed).toContain('turn failed');
    for (const line of ['"msg":"turn"', '"msg":"mail"', '"correlation":']) expect(printed).toContain(line);
    expect(canariesIn(printed, ...createdSecrets, KEYS, METRICS_TOKEN, azure.accessKey)).toEqual([]);
  });

  let contents: Redis | undefined;
  async function contentsClient(): Promise<Redis> {
    contents ??= new Redis(redis.port, '127.0.0.1', { password: canaryValues.redisPassword, lazyConnect: true });
    if (contents.status === 'wait') await contents.connect();
    return contents;
  }
  afterAll(() => {
    contents?.disconnect();
  });
});
