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
import { waitUntil } from '../support/direct-line/stream-client';
import { describeWith } from '../support/jest/required-tools';

const SECRET = 'constructed-for-tests-only-0123456789';
const BOUNCES = 'no llegan al correo registrado';

describeWith(['redis-server'], 'a delivery report to the service on Redis', () => {
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

  /** @returns the answer's status */
  const report = async (status: string, operation: string, headers = authorised): Promise<number> => {
    const { post } = createServiceClient(service.url);
    return (await post('/api/mail-events', [eventGridEvent(reportData(status, operation))], headers)).status;
  };
  const authorised: Readonly<Record<string, string>> = { Authorization: `Bearer ${SECRET}` };
  const newest = () => {
    const { content, operation } = mail.delivered.at(-1) ?? {};
    return { operation: operation ?? 'no mail', code: codeInText(content?.plainText ?? '') };
  };
  /** What the stores hold; queues say there how often their workers looked. */
  const stored = async () => {
    const held = JSON.parse(await dumpRedis(client)) as [string, unknown][];
    return held.filter(([key]) => isStoreKey(key)).sort(([one], [other]) => (one < other ? -1 : 1));
  };
  /** Each report has the chat look whether it has said so; what is known of recoveries and mailboxes stays. */
  const known = async () => (await stored()).filter(([key]) => !key.startsWith('session:'));
  const recovering = async (what: string) => {
    const owner = channelUser(channel, service.url);
    expect((await owner.say(typedClaim(what), 'sí'))[0]).toContain('Le envié un código');
    const heard = () =>
      channel.replies.filter(({ conversation, type }) => type === 'message' && conversation.id === owner.conversation);
    return { ...owner, ...newest(), heard, told: () => heard().filter(({ text }) => text?.includes(BOUNCES)).length };
  };

  it('does nothing without the secret, nor with another one', async () => {
    const { code, operation, say } = await recovering('empresa privada');
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

  it('on an operation that nobody here began does nothing', async () => {
    const { code, say } = await recovering('persona natural');
    const before = await stored();
    for (const operation of [randomUUID(), 'nonsense', '*', '']) {
      for (const status of ['Bounced', 'Delivered']) expect(await report(status, operation)).toBe(200);
    }
    expect(await stored()).toEqual(before);
    expect((await say(code))[0]).toContain('El código es correcto');
  });

  it('that the mail came back ends the recovery once, however often and in whatever company it comes', async () => {
    const { code, heard, operation, say, told } = await recovering('entidad pública');
    const [before, mails] = [await stored(), mail.delivered.length];
    expect(await report('Delivered', operation)).toBe(200);
    expect(await stored()).toEqual(before);
    expect(await report('Bounced', operation)).toBe(200);
    // The last words of what is told of it.
    await waitUntil(() => heard().at(-1)?.text === '¿Qué necesita?');
    const [after, said] = [await known(), heard().length];

    // One after the other, then all at once.
    for (let time = 0; time < 5; time++) expect(await report('Bounced', operation)).toBe(200);
    const more = await Promise.all(
      ['Bounced', 'Delivered', 'Failed', 'Bounced', 'Delivered', 'Suppressed'].map((one) => report(one, operation)),
    );
    expect(new Set(more)).toEqual(new Set([200]));
    await delay(500);
    expect(await known()).toEqual(after);
    expect([told(), heard().length]).toEqual([1, said]);
    expect(mail.delivered).toHaveLength(mails);

    // It never goes back: neither does the code live again, nor is another mail sent there.
    expect((await say(code)).join()).not.toContain('El código es correcto');
    expect((await say(typedClaim('entidad pública'), 'sí')).join()).toContain(BOUNCES);
    expect(mail.delivered).toHaveLength(mails);
  });

  it('on a code that was typed since is not believed, and the link goes on', async () => {
    const { code, operation, say, told } = await recovering('registrada después de 2021');
    expect((await say(code))[0]).toContain('El código es correcto');
    const before = await stored();
    for (const status of ['Bounced', 'Delivered', 'Bounced']) expect(await report(status, operation)).toBe(200);
    await delay(300);
    expect(await stored()).toEqual(before);
    expect(told()).toBe(0);
  });
});
