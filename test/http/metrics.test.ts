import { metricsRoutes } from '../../src/http/routes/metrics';
import { rateLimitRules } from '../../src/policy/rate-limits';
import { startFakeChannel, channelUser, type FakeChannel } from '../support/channels/fake-channel';
import { parseMetrics, sumSamples, type MetricSample } from '../support/http/metrics';
import { startService, type RunningService } from '../support/http/running-service';

const oneOf = (...words: readonly string[]) => new RegExp(`^(${words.join(' ').replaceAll(' ', '|')})$`);

/** All values that our labels may have. Extend it with each new metric, and make sure that no value can identify a person. */
const WORDS: Readonly<Record<string, RegExp>> = {
  occasion: /^(message|arrival|notification)$/,
  channel: /^(emulator|directline|msteams|webchat|other)$/,
  step: /^(start|unread|unknown|(root|recovery|code|link|in-person):[a-zA-Z]+)$/,
  outcome: oneOf(
    'answered duplicate ignored too-fast unavailable failed',
    'matched mismatched paused limited ineligible changed cancelled void',
    'accepted uncertain unsent bounced owed refused right wrong used-up dead opened',
  ),
  reason: oneOf(
    'none mail-bounces mail-budget wrong-codes disavowed',
    Object.keys(rateLimitRules).join(' '),
    'first-key ruc-inactive no-mailbox',
  ),
  kind: /^(code|link|key-changed)$/,
  event: /^(limit-reached|target-paused)$/,
  queue: /^(mail|recovery-timers)$/,
  state: /^(waiting|delayed|active)$/,
  dependency: oneOf(
    'recovery-store session-store rate-limits activity-feed mail-queue recovery-timers mail-quota sent-mail-log',
    'mailer employer-registry credential-directory channel redis',
  ),
  operation: oneOf(
    'acquire save clear release charge peek refund block suspend lift find storeSecret requestMail checkOwed activateSecret',
    'markUnsent markBounced stopWaiting attempt findByToken resolveTarget create findResetSession openLink complete cancel',
    'start append read keepAlive sendTransient subscribe schedule unschedule add backOff rememberBounce isBouncing',
    'send setKey isCurrentKey reply typing',
  ),
  le: /^([\d.]+|\+Inf)$/,
};

describe('metrics endpoint', () => {
  let channel: FakeChannel;
  let service: RunningService;
  beforeAll(async () => {
    [channel, service] = await Promise.all([startFakeChannel(), startService()]);
  });
  afterAll(() => Promise.all([channel.stop(), service.stop()]));

  const scrape = async () => {
    const response = await fetch(`${service.url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return parseMetrics(await response.text());
  };
  let samples: readonly MetricSample[] = [];
  const sum = (name: string, labels: Readonly<Record<string, string>> = {}) => sumSamples(samples, name, labels);

  it('the metrics count every step of a recovery from the first message to the new key', async () => {
    const { join, say } = channelUser(channel, service.url);
    await join();
    await say('1710034065, RUC 1799999915001, sucursal 1', 'sí', '000000');
    await say(await service.code());
    const origin = new URL(service.url).origin;
    const post = (path: string, body: unknown, cookie = '') =>
      fetch(`${service.url}${path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Origin: origin,
          'Sec-Fetch-Site': 'same-origin',
          Cookie: cookie,
        },
        body: JSON.stringify(body),
      });
    const opened = await post('/api/reset/open', { token: (await service.link()).split('#t=')[1] });
    const cookie = opened.headers.get('set-cookie')?.split(';')[0];
    expect((await post('/api/reset/key', { key: 'tibio canario mueve 4 faroles' }, cookie)).status).toBe(200);
    await channel.waitForReply('su nueva clave ya funciona');
    await channelUser(channel, service.url).deliver({ type: 'message', text: 'hola', channelId: 'Pérez 1710034065' });

    samples = await scrape();
    const turns = (labels: Readonly<Record<string, string>>) => sum('recovery_turn_seconds_count', labels);
    expect(turns({ occasion: 'arrival', step: 'start', channel: 'emulator', outcome: 'answered' })).toBe(1);
    expect(turns({ occasion: 'message', step: 'root:enter' })).toBe(1);
    expect(turns({ occasion: 'message', step: 'recovery:review' })).toBe(1);
    expect(turns({ occasion: 'message', step: 'code:askCode' })).toBe(2);
    expect(turns({ occasion: 'notification', step: 'link:wait' })).toBeGreaterThan(0);
    expect(turns({ channel: 'other' })).toBe(1);

    expect(sum('recovery_recoveries_total', { outcome: 'matched', reason: 'none' })).toBe(1);
    expect(sum('recovery_recoveries_total', { outcome: 'changed' })).toBe(1);
    expect(sum('recovery_codes_total', { outcome: 'wrong' })).toBe(1);
    expect(sum('recovery_codes_total', { outcome: 'right' })).toBe(1);
    expect(sum('recovery_links_total', { outcome: 'opened' })).toBe(1);
    for (const kind of ['code', 'link', 'key-changed']) {
      expect(sum('recovery_mails_total', { kind, outcome: 'accepted' })).toBe(1);
      expect(sum('recovery_mail_acceptance_seconds_count', { kind })).toBe(1);
    }
  });

  it('the metrics measure the calls of each dependency, and the process itself', () => {
    const calls = (dependency: string, operation: string) =>
      sum('recovery_dependency_seconds_count', { dependency, operation, outcome: 'answered' });
    expect(calls('session-store', 'acquire')).toBeGreaterThan(4);
    expect(calls('recovery-store', 'attempt')).toBe(2);
    expect(calls('employer-registry', 'find')).toBeGreaterThan(1);
    expect(calls('credential-directory', 'setKey')).toBe(1);
    expect(calls('mailer', 'send')).toBe(3);
    expect(calls('channel', 'reply')).toBe(channel.replies.filter(({ type }) => type === 'message').length);
    expect(sum('recovery_jobs', { queue: 'recovery-timers', state: 'delayed' })).toBeGreaterThan(0);
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes', 'process_cpu_seconds_total'])
      expect(samples.map((sample) => sample.name)).toContain(name);
  });

  it('the metrics have only labels from a closed list, so that no person can be identified', () => {
    const ours = samples.filter(({ name }) => name.startsWith('recovery_'));
    const unexpected = ours.flatMap(({ labels, name }) =>
      Object.entries(labels)
        .filter(([label, value]) => !(WORDS[label] ?? /^$/).test(value))
        .map((label) => [name, label]),
    );
    expect(unexpected).toEqual([]);
  });

  it('the metrics count invented channel names under one label', async () => {
    const channelIds = Array.from({ length: 20 }, (_, index) => `made-up-${String(index)}`);
    for (const channelId of channelIds)
      await channelUser(channel, service.url).deliver({ type: 'message', text: 'hola', channelId });
    const after = await scrape();
    expect(sumSamples(after, 'recovery_turn_seconds_count', { channel: 'other' })).toBe(21);
    expect(after.map(({ labels }) => labels['channel'] ?? '').join()).not.toContain('made-up');
  });

  it('each turn and each mail has one log line beside the metrics', () => {
    const lines = service
      .log()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'turn',
        channel: 'emulator',
        occasion: 'message',
        step: 'recovery:review',
        outcome: 'answered',
        ms: expect.any(Number) as number,
        correlation: expect.stringMatching(/^[\w-]{12}$/) as string,
      }),
    );
    const mails = lines.filter(({ msg }) => msg === 'mail');
    expect(mails.map(({ mail, outcome, tries }) => [mail, outcome, tries])).toEqual([
      ['code', 'accepted', 1],
      ['link', 'accepted', 1],
      ['key-changed', 'accepted', 1],
    ]);
  });
});

describe('access to the metrics endpoint', () => {
  const TOKEN = 'metrics-0123456789-abcdefghijklmnopqrs';
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ METRICS_TOKEN: TOKEN });
  });
  afterAll(() => service.stop());

  it.each([
    [200, `Bearer ${TOKEN}`],
    [401, `Bearer ${TOKEN}x`],
    [401, `Basic ${TOKEN}`],
    [401, undefined],
  ])('the metrics route answers %i for the Authorization header %s', async (status, authorization) => {
    const response = await fetch(`${service.url}/metrics`, { headers: authorization ? { authorization } : {} });
    expect(response.status).toBe(status);
    expect((await response.text()).includes('recovery_')).toBe(status === 200);
  });

  it('the metrics route does not exist when no reader is configured', () => {
    expect(
      metricsRoutes({ readers: { kind: 'none' }, scrape: () => Promise.reject(new Error('unexpected scrape')) }),
    ).toEqual([]);
  });

  it('the metrics route refuses a token in the URL', async () => {
    expect((await fetch(`${service.url}/metrics?token=${TOKEN}`)).status).toBe(401);
  });
});
