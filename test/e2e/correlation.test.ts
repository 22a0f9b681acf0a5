import { setTimeout as delay } from 'node:timers/promises';
import { buildProduct } from '../support/processes/build-product';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { parseLogLines, type LogLine, codeInText, linkInText } from '../support/http/running-service';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { startSmtpService, startTcpServer, type SmtpService } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';

const CLAIM = '1710034065, RUC 1799999915001, sucursal 1';

describeWith(['redis-server'], 'what is done for one message', () => {
  let redis: AcquiredRedis;
  let smtp: SmtpService;
  let channel: FakeChannel;
  const processes: ServiceProcess[] = [];
  beforeAll(async () => {
    [smtp, channel] = await Promise.all([startSmtpService(), startFakeChannel(), buildProduct()]);
  }, 180_000);
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

  /** The lines that fit, once there are any. */
  async function found(fits: (line: LogLine) => boolean): Promise<readonly LogLine[]> {
    for (let tries = 0; tries < 300 && !lines().some(fits); tries++) await delay(100);
    return lines().filter(fits);
  }
  const isMail = (kind: string) => (line: LogLine) => line['msg'] === 'mail' && line['mail'] === kind;
  const namesOf = (some: readonly LogLine[]) => new Set(some.map(({ correlation }) => correlation));
  const newestMail = async () => (await smtp.parsed()).at(-1)?.text ?? '';

  it('has one name, from the turn to the mail, and each turn has another', async () => {
    const [one, other] = await Promise.all([start(smtp.port), start(smtp.port)]);
    // The channel's messages reach whichever process.
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

    const turnOf = (step: string) => found(({ msg, step: stood }) => msg === 'turn' && stood === step);
    const told = {
      claim: await turnOf('start'),
      yes: await turnOf('recovery:review'),
      code: await turnOf('code:askCode'),
      page: await found(({ audit }) => (audit as { event?: string } | undefined)?.event === 'link-opened'),
    };
    for (const some of Object.values(told)) expect(namesOf(some)).toHaveProperty('size', 1);
    expect(namesOf(Object.values(told).flat()).size).toBe(4);
    expect(namesOf(await found(isMail('code')))).toEqual(namesOf(told.yes));
    expect(namesOf(await found(isMail('link')))).toEqual(namesOf(told.code));
    const audited = (event: string, reason?: string) =>
      found(({ audit }) => {
        const fact = audit as { event?: string; reason?: string } | undefined;
        return fact?.event === event && fact.reason === reason;
      });
    expect(namesOf(await audited('claim-checked'))).toEqual(namesOf(told.yes));
    expect(namesOf(await audited('mail', 'code'))).toEqual(namesOf(told.yes));
    expect(namesOf(await audited('code-checked'))).toEqual(namesOf(told.code));
    expect(namesOf(await audited('mail', 'link'))).toEqual(namesOf(told.code));
    // Nothing that was done for a person is without a name.
    const nameless = lines().filter(
      ({ correlation, msg }) => correlation === undefined && /turn|mail|audit$/.test(String(msg)),
    );
    expect(nameless).toEqual([]);
  }, 60_000);

  it('keeps its name when the process dies over the mail and another one sends it', async () => {
    // Takes the connection and says nothing: the mail is under way for as long as the process lives.
    let take: () => void = () => undefined;
    const taken = new Promise<void>((resolve) => {
      take = resolve;
    });
    const silent = await startTcpServer(() => {
      take();
    });
    const dying = await start(silent.port);
    const { post, say } = channelUser(channel, dying.url);
    await say(CLAIM);
    const asked = post({ type: 'message', text: 'sí' }).catch(() => undefined);
    await taken;
    const before = await found(({ audit }) => (audit as { event?: string } | undefined)?.event === 'claim-checked');
    await dying.kill();
    await asked;
    await silent.close();
    expect(lines().filter(isMail('code'))).toEqual([]);

    await start(smtp.port);
    const [sent, ...more] = await found(isMail('code'));
    expect(sent).toMatchObject({ outcome: 'accepted', tries: 1 });
    expect(more).toEqual([]);
    expect(namesOf([...before, ...(sent ? [sent] : [])]).size).toBe(1);
    // And so has what the chat is told of it.
    const told = await found(({ msg, occasion }) => msg === 'turn' && occasion === 'notification');
    expect(namesOf(told)).toEqual(namesOf(before));
  }, 120_000);
});
