import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { buildProduct } from '../support/processes/build-product';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startCuttableProxy } from '../support/network/cuttable-proxy';
import { startPostgres } from '../support/postgres/postgres-server';
import { startRedis, freePort } from '../support/redis/redis-server';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { openStream, openRefusedStream } from '../support/direct-line/stream-client';
import { describeWith } from '../support/jest/required-tools';
import { openWebsiteChat } from '../support/direct-line/website-visitor';
import { waitUntil } from '../support/jest/wait-until';

const COMPANY = '1710034065 ruc 1799999915001 sucursal 1';
const SECRET_KEYS = `test:${Buffer.alloc(32, 9).toString('base64')}`;
/** An orchestrator would kill the process after this time (ms). */
const KILLED_AFTER = 30_000;

describe('graceful shutdown', () => {
  let channel: FakeChannel;
  let smtp: SmtpService;
  /** Answers that the SMTP server still owes for mails that have arrived. */
  const mailAnswers: (() => void)[] = [];

  beforeAll(() => buildProduct());
  beforeEach(async () => {
    channel = await startFakeChannel();
    smtp = await startSmtpService({
      onData(stream, _session, answer) {
        stream.resume().on('end', () => mailAnswers.push(answer));
      },
    });
  });
  afterEach(async () => {
    for (const answer of mailAnswers.splice(0)) answer();
    await Promise.all([channel.stop(), smtp.close()]);
  });

  async function start(settings: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const SMTP_URL = `smtp://127.0.0.1:${smtp.port}`;
    return startServiceProcess({
      PORT: String(await freePort()),
      SMTP_URL,
      MAIL_FROM: 'no-responder@example.org',
      ...settings,
    });
  }

  /** Starts a turn that waits until its mail is accepted. */
  async function startTurn({ url }: ServiceProcess): Promise<Promise<Response>> {
    const { post } = channelUser(channel, url);
    await post({ type: 'message', text: COMPANY });
    const turn = post({ type: 'message', text: 'sí' });
    await waitUntil(() => mailAnswers.length === 1);
    return turn;
  }

  const typeOf = async (response: Response) => ((await response.json()) as { type: string }).type;

  it('a stopping process refuses new turns with 503 and Retry-After, and finishes the turns in flight', async () => {
    const service = await start();
    const visitor = await startConversation(service.url);
    const stream = await openStream(visitor.streamUrl);
    const turn = startTurn(service);
    await waitUntil(() => mailAnswers.length === 1);

    const exit = service.stop();
    expect(await stream.closed).toBe(1012);
    const refusals = await Promise.all([
      fetch(`${service.url}/readyz`),
      channelUser(channel, service.url).post({ type: 'message', text: 'hola' }),
      visitor.post('hola'),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(refusals.map(({ headers }) => [headers.get('retry-after'), headers.get('connection')])).toEqual(
      refusals.map(() => ['1', 'close']),
    );
    expect(await Promise.all(refusals.map(typeOf))).toEqual(refusals.map(() => 'urn:problem:draining'));
    expect((await openRefusedStream(visitor.streamUrl)).status).toBe(503);

    for (const answer of mailAnswers.splice(0)) answer();
    expect((await turn).status).toBe(200);
    expect(await channel.waitForReply('Le envié un código')).toContain('vence en 3 minutos');
    expect(await exit).toBe(0);
    expect(channel.replies.filter(({ text }) => text?.includes('Le envié un código'))).toHaveLength(1);
    // A refused turn is not logged as an error.
    expect(service.output()).not.toContain('request failed');
  });

  it('a stopping process finishes a turn whose caller has disconnected', async () => {
    const service = await start();
    const { post } = channelUser(channel, service.url);
    await post({ type: 'message', text: COMPANY });
    const impatient = new AbortController();
    const turn = post({ type: 'message', text: 'sí' }, impatient.signal);
    await waitUntil(() => mailAnswers.length === 1);
    impatient.abort();
    await expect(turn).rejects.toThrow();

    const exit = service.stop();
    await delay(500);
    for (const answer of mailAnswers.splice(0)) answer();
    await channel.waitForReply('Le envié un código');
    expect(await exit).toBe(0);
  });

  it('a stopping process serves for DRAIN_SECONDS while reporting not ready, and stops early on a second signal', async () => {
    const service = await start({ DRAIN_SECONDS: '5' });
    const from = performance.now();
    const exit = service.stop();
    // npm forwards the signal that the terminal has also sent, so the process gets two at once.
    service.signal('SIGTERM');
    await waitUntil(() => service.output().includes('stopping'));

    const answers = await Promise.all(['/readyz', '/livez'].map((path) => fetch(service.url + path)));
    expect(answers.map(({ status }) => status)).toEqual([503, 200]);
    const response = await channelUser(channel, service.url).post({ type: 'message', text: 'hola' });
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await channel.waitForReply('recuperar');

    await delay(600);
    service.signal('SIGTERM');
    expect(await exit).toBe(0);
    // Without the later signal it would have served for these 5 s.
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it('the process exits in time when a channel never answers', async () => {
    const service = await start();
    channel.replyMode = 'never';
    const turn = channelUser(channel, service.url)
      .post({ type: 'message', text: 'hola' })
      .catch(() => undefined);
    await waitUntil(() => channel.replies.length > 0);
    const from = performance.now();
    expect(await service.stop()).toBe(0);
    expect(performance.now() - from).toBeLessThan(KILLED_AFTER);
    await turn;
  });

  it('the process exits although a browser keeps an unused connection open', async () => {
    const service = await start();
    const ahead = connect(Number(new URL(service.url).port), '127.0.0.1');
    await once(ahead, 'connect');
    expect(await service.stop()).toBe(0);
    ahead.destroy();
    expect(service.output()).not.toContain('CutOff');
  });

  it('the process reports in one line that its port is taken', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const failure = await start({ PORT: String(port) }).catch((error: unknown) => String(error));
    other.close();
    expect(failure).toContain('ended with 1');
    expect(failure).toContain(`Port ${port} is taken by another program.`);
    expect(failure).not.toMatch(/ at |EADDRINUSE|"level"/);
  });

  describeWith(['redis-server'], 'restart during a chat of the website', () => {
    it('a message that was written during the restart is answered and shown once', async () => {
      const redis = await startRedis();
      const PORT = String(await freePort());
      const settings = { PORT, REDIS_URL: redis.url, SECRET_KEYS };
      const first = await start(settings);
      const visitor = openWebsiteChat(first.url);
      await waitUntil(() => visitor.said().some((text) => text.includes('asistente virtual')));
      const turn = startTurn(first);
      await waitUntil(() => mailAnswers.length === 1);

      const exit = first.stop();
      await waitUntil(() => visitor.states.includes('away'));
      const saying = visitor.say('recuperar mi clave');
      // The message is refused while the first process drains, and nothing listens afterwards.
      await delay(1_500);
      for (const answer of mailAnswers.splice(0)) answer();
      expect([(await turn).status, await exit]).toEqual([200, 0]);

      const second = await start(settings);
      await saying;
      await waitUntil(() => visitor.said().some((text) => text.includes('cédula')));
      expect(visitor.ownTexts()).toEqual(['recuperar mi clave']);
      expect(visitor.said()).toHaveLength(2);
      expect(visitor.states).not.toContain('anew');
      visitor.end();
      expect(await second.stop()).toBe(0);
      await redis.stop();
    });
  });

  describeWith(['redis-server', 'postgresql'], 'shutdown during an outage of Redis and PostgreSQL', () => {
    it('the process exits in time during an outage of Redis and PostgreSQL', async () => {
      const [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
      const databaseProxy = await startCuttableProxy(Number(new URL(postgres.url).port));
      const service = await start({
        REDIS_URL: redis.url,
        DATABASE_URL: postgres.url.replace(/:\d+\//, `:${databaseProxy.port}/`),
        SECRET_KEYS,
      });
      await channelUser(channel, service.url).say('hola');
      redis.freeze();
      databaseProxy.stall();
      const from = performance.now();
      expect(await service.stop()).toBe(0);
      expect(performance.now() - from).toBeLessThan(KILLED_AFTER);
      await Promise.all([databaseProxy.stop(), postgres.stop(), redis.stop()]);
    });
  });
});

/** Starts a conversation of the website's chat. */
async function startConversation(url: string) {
  const issued = (await (await fetch(`${url}/api/token`, { method: 'POST' })).json()) as Record<string, string>;
  const headers = { Authorization: `Bearer ${issued['token'] ?? ''}`, 'Content-Type': 'application/json' };
  const call = (path: string, body: object) =>
    fetch(`${url}/v3/directline/conversations${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const conversation = (await (await call('', {})).json()) as { streamUrl: string; conversationId: string };
  return {
    streamUrl: conversation.streamUrl,
    post: (text: string) => call(`/${conversation.conversationId}/activities`, { type: 'message', text }),
  };
}
