import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { isStoreKey } from '../support/redis/fast-forward';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { createServiceClient, typedClaim } from '../support/http/service-client';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { eventGridEvent, reportData } from '../support/mail/mail-events-server';
import { dumpRedis } from '../support/redis/redis-contents';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { codeInText, startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';
import { waitUntil } from '../support/jest/wait-until';

const SECRET = 'constructed-for-tests-only-0123456789';
const BOUNCES = 'no llegan al correo registrado';

describeWith(['redis-server'], 'delivery report to the service on Redis', () => {
  let redis: AcquiredRedis;
  let client: RedisClient;
  let mail: FakeAzureEmail;
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [redis, mail, channel] = await Promise.all([acquireRedis(), startFakeAzureEmail(), startFakeChannel()]);
    client = await connectRedis(redis.url, () => undefined);
    service = await startService({
      REDIS_URL: redis.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 5).toString('base64')}`,
      COMMUNICATION_SERVICES_CONNECTION_STRING: mail.connectionString,
      MAIL_FROM: 'IESS <no-responder@example.org>',
      EVENT_GRID_SECRET: SECRET,
    });
  });
  afterAll(async () => {
    client.disconnect();
    await Promise.all([service.stop(), channel.stop(), mail.close()]);
    await redis.release();
  });

  /** Posts a delivery report. @returns the status of the response */
  const report = async (status: string, operation: string, headers = authorised): Promise<number> => {
    const { post } = createServiceClient(service.url);
    return (await post('/api/mail-events', [eventGridEvent(reportData(status, operation))], headers)).status;
  };
  const authorised: Readonly<Record<string, string>> = { Authorization: `Bearer ${SECRET}` };
  const newest = () => {
    const { content, operation } = mail.delivered.at(-1) ?? {};
    return { operation: operation ?? 'no mail', code: codeInText(content?.plainText ?? '') };
  };
  /** Returns everything in the stores. The keys of the queues change by themselves. */
  const stored = async () => {
    const held = JSON.parse(await dumpRedis(client)) as [string, unknown][];
    return held.filter(([key]) => isStoreKey(key)).sort(([key], [otherKey]) => (key < otherKey ? -1 : 1));
  };
  /** Leaves out the sessions, since each report starts a turn that saves one. */
  const storedOutsideSessions = async () => (await stored()).filter(([key]) => !key.startsWith('session:'));
  const beginRecovery = async (what: string) => {
    const user = channelUser(channel, service.url);
    expect((await user.say(typedClaim(what), 'sí'))[0]).toContain('Le envié un código');
    const messages = () =>
      channel.replies.filter(({ conversation, type }) => type === 'message' && conversation.id === user.conversation);
    return {
      ...user,
      ...newest(),
      messages,
      bounceMessageCount: () => messages().filter(({ text }) => text?.includes(BOUNCES)).length,
    };
  };

  it('a report is refused without the secret or with another one, and changes nothing', async () => {
    const { code, operation, say } = await beginRecovery('empresa privada');
    const before = await stored();
    const wrong: readonly Readonly<Record<string, string>>[] = [
      {},
      { Authorization: 'Bearer ' },
      { Authorization: SECRET },
      { Authorization: `Basic ${SECRET}` },
      { Authorization: `Bearer ${SECRET.slice(0, -1)}` },
      { Authorization: `Bearer ${SECRET}0` },
      { Authorization: `Bearer ${SECRET.toUpperCase()}` },
    ];
    for (const headers of wrong) {
      for (const status of ['Bounced', 'Delivered']) expect(await report(status, operation, headers)).toBe(401);
    }
    expect(await stored()).toEqual(before);
    expect((await say(code))[0]).toContain('El código es correcto');
  });

  it('a report of an unknown operation changes nothing', async () => {
    const { code, say } = await beginRecovery('persona natural');
    const before = await stored();
    for (const operation of [randomUUID(), 'nonsense', '*', '']) {
      for (const status of ['Bounced', 'Delivered']) expect(await report(status, operation)).toBe(200);
    }
    expect(await stored()).toEqual(before);
    expect((await say(code))[0]).toContain('El código es correcto');
  });

  it('a bounce ends the recovery once, however often and with whatever other reports it arrives', async () => {
    const { bounceMessageCount, code, messages, operation, say } = await beginRecovery('entidad pública');
    const [before, mails] = [await stored(), mail.delivered.length];
    expect(await report('Delivered', operation)).toBe(200);
    expect(await stored()).toEqual(before);
    expect(await report('Bounced', operation)).toBe(200);
    // The last message of the notification.
    await waitUntil(() => messages().at(-1)?.text === '¿Qué necesita?');
    const [after, messageCount] = [await storedOutsideSessions(), messages().length];

    // Repeats the report one after the other, then together with others.
    for (let time = 0; time < 5; time++) expect(await report('Bounced', operation)).toBe(200);
    const more = await Promise.all(
      ['Bounced', 'Delivered', 'Failed', 'Bounced', 'Delivered', 'Suppressed'].map((one) => report(one, operation)),
    );
    expect(new Set(more)).toEqual(new Set([200]));
    await delay(500);
    expect(await storedOutsideSessions()).toEqual(after);
    expect([bounceMessageCount(), messages().length]).toEqual([1, messageCount]);
    expect(mail.delivered).toHaveLength(mails);

    // The bounce is final: the code stays void, and no other mail is sent to the mailbox.
    expect((await say(code)).join()).not.toContain('El código es correcto');
    expect((await say(typedClaim('entidad pública'), 'sí')).join()).toContain(BOUNCES);
    expect(mail.delivered).toHaveLength(mails);
  });

  it('a bounce changes nothing when the code of the mail was entered in the meantime', async () => {
    const { bounceMessageCount, code, operation, say } = await beginRecovery('registrada después de 2021');
    expect((await say(code))[0]).toContain('El código es correcto');
    const before = await stored();
    for (const status of ['Bounced', 'Delivered', 'Bounced']) expect(await report(status, operation)).toBe(200);
    await delay(300);
    expect(await stored()).toEqual(before);
    expect(bounceMessageCount()).toBe(0);
  });
});
