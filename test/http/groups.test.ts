import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { isStoreKey } from '../support/redis/fast-forward';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const TEXT = 'mi código es 918273, mi cédula 1710034065, ruc 1799999915001, sucursal 1';
const SECRET_KEYS = `test:${Buffer.alloc(32, 5).toString('base64')}`;

describeWith(['redis-server'], 'conversation that is not one-to-one', () => {
  let redis: AcquiredRedis;
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    redis = await acquireRedis();
    [service, channel] = await Promise.all([startService({ REDIS_URL: redis.url, SECRET_KEYS }), startFakeChannel()]);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop()]);
    await redis.release();
  });

  const post = async (activity: object): Promise<string[]> => {
    const response = await channelUser(channel, service.url).post({ deliveryMode: 'expectReplies', ...activity });
    expect(response.status).toBe(200);
    const { activities } = (await response.json()) as { activities: { text: string }[] };
    return activities.map(({ text }) => text);
  };
  const stored = async () => {
    const client = new Redis(redis.port);
    const keys = await client.keys('*');
    client.disconnect();
    return keys.filter(isStoreKey);
  };
  const group = (more: object = { isGroup: true }) => ({ conversation: { id: randomUUID(), ...more } });
  const invitation = expect.stringContaining('chat privado') as unknown;

  it.each<[string, object]>([
    ['a group', { isGroup: true }],
    ['a group of the type personal', { isGroup: true, conversationType: 'personal' }],
    ['a group chat', { conversationType: 'groupChat' }],
    ['a group chat in capital letters', { conversationType: 'GROUPCHAT' }],
    ['a group chat with isGroup set to false', { isGroup: false, conversationType: 'groupChat' }],
    ['a channel of a team', { conversationType: 'channel', tenantId: 't' }],
    ['a channel with a capital letter', { conversationType: 'Channel' }],
    ['a conversation of an unknown type', { conversationType: 'meeting' }],
  ])(
    'members are only invited to write in private, and nothing is read, stored or logged: %s',
    async (_which, where) => {
      for (const channelId of ['emulator', 'msteams']) {
        expect(await post({ type: 'message', text: TEXT, channelId, ...group(where) })).toEqual([invitation]);
      }
      expect(await stored()).toEqual([]);
      expect(service.log()).toBe('');
      expect(await (await fetch(`${service.url}/buzon/messages`)).json()).toEqual([]);
    },
  );

  it('a group is invited in the language of the message', async () => {
    const [text] = await post({ type: 'message', text: TEXT, locale: 'en-GB', ...group() });
    expect(text).toContain('private chat');
  });

  it('a group is invited at most five times a minute', async () => {
    const here = group();
    const said: string[][] = [];
    for (let time = 0; time < 20; time++) said.push(await post({ type: 'message', text: TEXT, ...here }));
    expect(said.flat()).toHaveLength(5);
    expect(await post({ type: 'message', text: TEXT, ...group() })).toEqual([invitation]);
  });

  it('a group is invited when the bot is added, and gets no answer to any other activity', async () => {
    const added = (...ids: string[]) => ({ type: 'conversationUpdate', membersAdded: ids.map((id) => ({ id })) });
    expect(await post({ ...added('bot'), ...group() })).toEqual([invitation]);
    const others = [
      added('somebody'),
      { type: 'conversationUpdate', membersRemoved: [{ id: 'somebody' }] },
      { type: 'conversationUpdate', channelData: { eventType: 'channelRenamed' } },
      { type: 'messageUpdate', text: TEXT },
      { type: 'messageDelete' },
      { type: 'messageReaction', text: TEXT },
      { type: 'event', name: 'webchat/join' },
      { type: 'typing' },
    ];
    for (const one of others) expect(await post({ ...one, ...group() })).toEqual([]);
    expect(await stored()).toEqual([]);
    expect(service.log()).toBe('');
  });

  it('a group is not mistaken for a personal conversation, however its type is written', async () => {
    for (const more of [{ conversationType: 'Personal' }, { conversationType: '' }, { isGroup: false }, {}]) {
      expect((await post({ type: 'message', text: 'hola', ...group(more) })).join()).toContain('asistente virtual');
    }
  });
});
