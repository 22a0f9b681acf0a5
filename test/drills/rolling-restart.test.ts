import { setTimeout as delay } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { startLoadBalancer, type LoadBalancer } from '../support/network/load-balancer';
import { buildProduct } from '../support/processes/build-product';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startPostgres, type PostgresServer } from '../support/postgres/postgres-server';
import { syntheticEmployers, MILESTONES, recoverKey, type RecoveryChat } from '../support/http/recover-key';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { seedEmployers } from '../support/postgres/seed-employers';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';
import { openWebsiteChat, type WebsiteVisitor } from '../support/direct-line/website-visitor';

const EMPLOYERS = syntheticEmployers(200);
/** Number of concurrent recoveries while both processes are replaced. */
const LOAD = 8;
/** Delay between the starts of two recoveries (ms). */
const START_INTERVAL = 150;
const APOLOGIES = /empecemos de nuevo|empezar de nuevo|no responde|No se perdió nada|Va muy rápido/i;

interface Conversation {
  readonly route: 'api-messages' | 'website';
  readonly said: () => readonly string[];
  readonly mailbox: string;
  end: 'under way' | 'new key' | Error;
}

describeWith(['redis-server', 'postgresql'], 'rolling restart under a load of recoveries', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let smtp: SmtpService;
  let channel: FakeChannel;
  let balancer: LoadBalancer;
  let reading: NodeJS.Timeout;
  const running: ServiceProcess[] = [];
  const visitors: WebsiteVisitor[] = [];
  const conversations: Conversation[] = [];
  /** The mails read so far. */
  const mails: { readonly to: string; readonly subject: string; readonly text: string }[] = [];

  beforeAll(async () => {
    [redis, postgres, smtp, channel, balancer] = await Promise.all([
      startRedis(),
      startPostgres(),
      startSmtpService(),
      startFakeChannel(),
      startLoadBalancer(),
      buildProduct(),
    ]);
  });
  beforeAll(() => {
    reading = setInterval(() => void readMails(), 50);
  });
  afterAll(async () => {
    clearInterval(reading);
    for (const visitor of visitors) visitor.end();
    await Promise.all(running.map((process) => process.stop()));
    await Promise.all([balancer.stop(), channel.stop(), smtp.close(), redis.stop(), postgres.stop()]);
  });

  const start = async (drainSeconds: number): Promise<ServiceProcess> => {
    const process = await startServiceProcess({
      PUBLIC_URL: balancer.url,
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_FROM: 'IESS <no-responder@example.org>',
      MAIL_RATE: '1000/min',
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
      DRAIN_SECONDS: String(drainSeconds),
    });
    running.push(process);
    await balancer.add(process.url);
    return process;
  };

  /** Replaces a process as an operator does: starts the new one, then stops the old one. */
  const replace = async (
    old: ServiceProcess,
    drainSeconds: number,
  ): Promise<{ exit: number | null; underWay: number }> => {
    await start(drainSeconds);
    while (underWay() < LOAD) await delay(20);
    const atTheSignal = underWay();
    running.splice(running.indexOf(old), 1);
    const exit = await old.stop();
    balancer.remove(old.url);
    return { exit, underWay: atTheSignal };
  };

  const underWay = () => conversations.filter(({ end }) => end === 'under way').length;

  const overMessages = (): RecoveryChat => {
    const { conversation, post } = channelUser(channel, balancer.url);
    return {
      async say(text) {
        const { status } = await post({ type: 'message', text });
        if (status !== 200) throw new Error(`"${text}" was answered ${status}`);
      },
      said: () =>
        channel.replies
          .filter((reply) => reply.type === 'message' && reply.conversation.id === conversation)
          .map(({ text }) => text ?? ''),
    };
  };

  const overWebsite = (): RecoveryChat => {
    const visitor = openWebsiteChat(balancer.url);
    visitors.push(visitor);
    return visitor;
  };

  const readNew = async () => {
    for (const raw of smtp.raw.slice(mails.length)) {
      const { subject = '', text = '' } = await simpleParser(raw);
      mails.push({ to: smtp.recipients[mails.length]?.[0] ?? '', subject, text });
    }
  };
  /** Reads run one after the other. Otherwise a mail would be counted twice. */
  let read = Promise.resolve();
  const readMails = () => (read = read.then(readNew));
  const find = (mailbox: string, subject: string) =>
    mails.find((mail) => mail.to === mailbox && mail.subject === subject)?.text;

  const begin = (index: number): Promise<void> => {
    const employer = EMPLOYERS[index];
    if (employer === undefined) throw new Error('no employer is left: the restart takes too long');
    const route = index % 3 === 2 ? 'website' : 'api-messages';
    const chat = route === 'website' ? overWebsite() : overMessages();
    const conversation: Conversation = { route, said: chat.said, mailbox: employer.mailbox ?? '', end: 'under way' };
    conversations.push(conversation);
    return recoverKey(chat, employer, { url: balancer.url, mailReader: { find } }).then(
      () => void (conversation.end = 'new key'),
      (error: unknown) => void (conversation.end = error as Error),
    );
  };

  it('a rolling restart loses no dialog, sends no mail twice and shows no apology', async () => {
    const first = await start(2);
    const second = await start(0);
    await seedEmployers(postgres.url, { employers: EMPLOYERS, hasher: createArgon2AccessKeyHasher() });

    const replacements: Awaited<ReturnType<typeof replace>>[] = [];
    const retried: number[] = [];
    const restart = (async () => {
      replacements.push(await replace(first, 2));
      retried.push(balancer.retries.refused + balancer.retries.unavailable);
      replacements.push(await replace(second, 0));
    })();
    let state: 'replacing' | 'replaced' = 'replacing';
    void restart.finally(() => (state = 'replaced'));
    const all: Promise<void>[] = [];
    while ((state as string) === 'replacing') {
      if (underWay() < LOAD) all.push(begin(all.length));
      await delay(START_INTERVAL);
    }
    await restart;
    await Promise.all(all);
    await readMails();

    // Only the failures are compared, so that the message of a failed test is readable.
    expect(balancer.unansweredRequests).toEqual([]);
    expect(conversations.map(({ end }) => end).filter((end) => end !== 'new key')).toEqual([]);
    expect(conversations.flatMap(({ said }) => said().filter((text) => APOLOGIES.test(text)))).toEqual([]);

    const count = conversations.length;
    const subjects = (subject: string) =>
      mails
        .filter((mail) => mail.subject === subject)
        .map(({ to }) => to)
        .sort();
    const mailboxes = conversations.map(({ mailbox }) => mailbox).sort();
    expect(subjects('Código de verificación: IESS')).toEqual(mailboxes);
    expect(subjects('Recuperación Clave para RUC')).toEqual(mailboxes);
    expect(mails).toHaveLength(3 * count);

    const doubled = conversations.flatMap(({ said }) =>
      MILESTONES.filter((words) => said().filter((text) => words.test(text)).length !== 1).map(
        ({ source }) => `${source}: ${JSON.stringify(said())}`,
      ),
    );
    expect(doubled).toEqual([]);
    expect(visitors.map(({ ownTexts }) => ownTexts().length)).toEqual(visitors.map(() => 6));
    expect(replacements.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(replacements.filter(({ underWay: load }) => load < LOAD)).toEqual([]);
    // The drain of the first process tells the balancer in time, so that it has nothing to retry.
    expect(retried).toEqual([0]);
    const figures = {
      recoveries: count,
      website: visitors.length,
      mails: mails.length,
      again: balancer.retries,
      replacements,
    };
    process.stdout.write(`rolling restart: ${JSON.stringify(figures)}\n`);
  });
});
