import { setTimeout as delay } from 'node:timers/promises';
import { buildProduct } from '../support/processes/build-product';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { parseLogLines, type LogLine, codeInText, linkInText } from '../support/http/running-service';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { startSmtpService, startTcpServer, type SmtpService } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';

const CLAIM = '1710034065, RUC 1799999915001, sucursal 1';

describeWith(['redis-server'], 'correlation ids in the log', () => {
  let redis: AcquiredRedis;
  let smtp: SmtpService;
  let channel: FakeChannel;
  const processes: ServiceProcess[] = [];
  beforeAll(async () => {
    [smtp, channel] = await Promise.all([startSmtpService(), startFakeChannel(), buildProduct()]);
  });
  beforeEach(async () => {
    redis = await acquireRedis();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.kill()));
    await redis.release();
  });
  afterAll(() => Promise.all([smtp.close(), channel.stop()]));

  async function start(smtpPort: number): Promise<ServiceProcess> {
    const process = await startServiceProcess({
      REDIS_URL: redis.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
      SMTP_URL: `smtp://127.0.0.1:${String(smtpPort)}`,
      PUBLIC_URL: 'http://localhost',
    });
    processes.push(process);
    return process;
  }

  const lines = () => processes.flatMap((process) => parseLogLines(process.output()));

  /** Returns the matching lines as soon as there is one. */
  async function findLines(matches: (line: LogLine) => boolean): Promise<readonly LogLine[]> {
    for (let tries = 0; tries < 300 && !lines().some(matches); tries++) await delay(100);
    return lines().filter(matches);
  }
  const isMail = (kind: string) => (line: LogLine) => line['msg'] === 'mail' && line['mail'] === kind;
  const correlationsOf = (some: readonly LogLine[]) => new Set(some.map(({ correlation }) => correlation));
  const newestMail = async () => (await smtp.parsed()).at(-1)?.text ?? '';

  it('a turn, its audit events and its mails have one correlation id, and each turn has another', async () => {
    const [one, other] = await Promise.all([start(smtp.port), start(smtp.port)]);
    // Messages of one conversation reach both processes.
    const conversation = 'correlated';
    const [here, there] = [channelUser(channel, one.url, conversation), channelUser(channel, other.url, conversation)];
    await here.say(CLAIM);
    await there.say('sí');
    await here.say(codeInText(await newestMail()));
    const token = linkInText(await newestMail()).split('#t=')[1];
    const opened = await fetch(`${other.url}/api/reset/open`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: 'http://localhost', 'Sec-Fetch-Site': 'same-origin' },
      body: JSON.stringify({ token }),
    });
    expect(opened.status).toBe(200);

    const turnOf = (step: string) => findLines(({ msg, step: itsStep }) => msg === 'turn' && itsStep === step);
    const linesOf = {
      claim: await turnOf('start'),
      yes: await turnOf('recovery:review'),
      code: await turnOf('code:askCode'),
      page: await findLines(({ audit }) => (audit as { event?: string } | undefined)?.event === 'link-opened'),
    };
    for (const some of Object.values(linesOf)) expect(correlationsOf(some)).toHaveProperty('size', 1);
    expect(correlationsOf(Object.values(linesOf).flat()).size).toBe(4);
    expect(correlationsOf(await findLines(isMail('code')))).toEqual(correlationsOf(linesOf.yes));
    expect(correlationsOf(await findLines(isMail('link')))).toEqual(correlationsOf(linesOf.code));
    const audited = (event: string, reason?: string) =>
      findLines(({ audit }) => {
        const fact = audit as { event?: string; reason?: string } | undefined;
        return fact?.event === event && fact.reason === reason;
      });
    expect(correlationsOf(await audited('claim-checked'))).toEqual(correlationsOf(linesOf.yes));
    expect(correlationsOf(await audited('mail', 'code'))).toEqual(correlationsOf(linesOf.yes));
    expect(correlationsOf(await audited('code-checked'))).toEqual(correlationsOf(linesOf.code));
    expect(correlationsOf(await audited('mail', 'link'))).toEqual(correlationsOf(linesOf.code));
    // Every log line about a turn, a mail or an audit event has a correlation id.
    const uncorrelated = lines().filter(
      ({ correlation, msg }) => correlation === undefined && /turn|mail|audit$/.test(String(msg)),
    );
    expect(uncorrelated).toEqual([]);
  });

  it('the correlation id stays the same when a process dies while sending a mail and another one sends it', async () => {
    // Accepts the connection and never answers, so that the mail is in flight until the process dies.
    let onConnection: () => void = () => undefined;
    const connected = new Promise<void>((resolve) => {
      onConnection = resolve;
    });
    const silent = await startTcpServer(() => {
      onConnection();
    });
    const dying = await start(silent.port);
    const { post, say } = channelUser(channel, dying.url);
    await say(CLAIM);
    const answered = post({ type: 'message', text: 'sí' }).catch(() => undefined);
    await connected;
    const before = await findLines(({ audit }) => (audit as { event?: string } | undefined)?.event === 'claim-checked');
    await dying.kill();
    await answered;
    await silent.close();
    expect(lines().filter(isMail('code'))).toEqual([]);

    await start(smtp.port);
    const [sent, ...more] = await findLines(isMail('code'));
    expect(sent).toMatchObject({ outcome: 'accepted', tries: 1 });
    expect(more).toEqual([]);
    expect(correlationsOf([...before, ...(sent ? [sent] : [])]).size).toBe(1);
    // The notification to the chat has the same id.
    const notifications = await findLines(({ msg, occasion }) => msg === 'turn' && occasion === 'notification');
    expect(correlationsOf(notifications)).toEqual(correlationsOf(before));
  });
});
