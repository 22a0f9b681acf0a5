import { connectRedis } from '../../src/adapters/redis/client';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { keyRingOfByte } from '../support/secrets/key-rings';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { parseLogLines, startService, type RunningService } from '../support/http/running-service';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { describeWith } from '../support/jest/required-tools';

/** Messages that one conversation may send within ten seconds, over all processes. */
const MOST = 20;

describeWith(['redis-server'], 'flood of messages to two processes', () => {
  let redis: AcquiredRedis;
  let services: readonly RunningService[];
  let channel: FakeChannel;
  beforeAll(async () => {
    redis = await acquireRedis();
    const settings = { REDIS_URL: redis.url, SECRET_KEYS: `test:${Buffer.alloc(32, 5).toString('base64')}` };
    [channel, ...services] = await Promise.all([startFakeChannel(), startService(settings), startService(settings)]);
  });
  afterAll(async () => {
    await Promise.all([...services, channel].map((one) => one.stop()));
    await redis.release();
  });

  const urlOf = (time: number) => services[time % services.length]?.url ?? '';
  const pass = async (ms: number) => {
    const client = await connectRedis(redis.url, () => undefined);
    await fastForwardRedis(client, ms, keyRingOfByte(5));
    client.disconnect();
  };

  it('a flood is answered twenty times and once with a request to wait, and does not affect other conversations', async () => {
    const conversation = 'flooded';
    const flood = Array.from({ length: 100 }, (_, time) =>
      channelUser(channel, urlOf(time), conversation).post({ type: 'message', text: 'contacto' }),
    );
    expect((await channelUser(channel, urlOf(0)).say('hola'))[0]).toContain('asistente virtual');
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([200]));

    const replies = channel.replies
      .filter((reply) => reply.conversation.id === conversation)
      .map(({ text }) => text ?? '');
    expect(replies.filter((text) => text.includes('Va muy rápido'))).toHaveLength(1);
    expect(replies.filter((text) => text.includes('593 2'))).toHaveLength(MOST);

    await pass(10_000);
    expect((await channelUser(channel, urlOf(1), conversation).say('contacto')).join()).toContain('593 2');
    // The log has a line for each accepted turn, two of them for other messages, and none for the refused ones.
    const loggedEvents = services.flatMap((service) => parseLogLines(service.log())).map(({ msg }) => msg);
    expect(loggedEvents).toEqual(Array.from({ length: MOST + 2 }, () => 'turn'));
  });

  it('a flood is refused by the built-in Direct Line with 429 and Retry-After', async () => {
    const began = await fetch(`${urlOf(0)}/api/token`, { method: 'POST' });
    const { conversationId, token } = (await began.json()) as { conversationId: string; token: string };
    const post = (time: number, path: string, body: object) =>
      fetch(`${urlOf(time)}/v3/directline${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    await post(0, '/conversations', {});
    const message = { type: 'message', text: 'contacto' };
    const path = `/conversations/${conversationId}/activities`;
    const answers = await Promise.all(Array.from({ length: MOST + 4 }, (_, time) => post(time, path, message)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: MOST }, () => 200),
      ...Array.from({ length: 4 }, () => 429),
    ]);
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
