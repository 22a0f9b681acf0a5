import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startService, type RunningService } from '../support/http/running-service';

const VALID = {
  type: 'message',
  id: 'a',
  channelId: 'emulator',
  serviceUrl: 'http://127.0.0.1:9',
  conversation: { id: 'c' },
  from: { id: 'p' },
  text: 'hola',
};

describe('shape of an activity that a channel posts', () => {
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [service, channel] = await Promise.all([startService(), startFakeChannel()]);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop()]);
  });

  const newUser = () => channelUser(channel, service.url);
  const send = (body: string) =>
    fetch(`${service.url}/api/messages`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });

  it.each([
    ['nothing', {}, ['type', 'channelId', 'serviceUrl', 'conversation']],
    ['no type', { ...VALID, type: undefined }, ['type']],
    ['a type that is no string', { ...VALID, type: 7 }, ['type']],
    ['no conversation', { ...VALID, conversation: undefined }, ['conversation']],
    ['no conversation id', { ...VALID, conversation: {} }, ['conversation.id']],
    [
      'an unclear kind of conversation',
      { ...VALID, conversation: { id: 'c', isGroup: 'yes' } },
      ['conversation.isGroup'],
    ],
    ['no sender', { ...VALID, from: undefined }, ['from.id']],
    ['a sender without an id', { ...VALID, from: { id: '' } }, ['from.id']],
    ['no channel', { ...VALID, channelId: undefined }, ['channelId']],
    ['no service address', { ...VALID, serviceUrl: undefined }, ['serviceUrl']],
    ['a remote service address without TLS', { ...VALID, serviceUrl: 'http://example.com' }, ['serviceUrl']],
    ['a service address of another scheme', { ...VALID, serviceUrl: 'file:///etc/passwd' }, ['serviceUrl']],
    ['a text that is no string', { ...VALID, text: { a: 1 } }, ['text']],
    ['a list', [], ['body']],
    ['null', null, ['body']],
  ])(
    'answers a message with %s with 400, and names the field in the problem and in the log',
    async (_which, body, fields) => {
      const before = service.log().length;
      const response = await send(JSON.stringify(body));
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toEqual({ type: 'about:blank', title: 'Bad Request', status: 400, fields });
      const line = JSON.parse(service.log().slice(before)) as object;
      expect(line).toEqual({ level: 30, time: anyString, correlation: anyString, fields, msg: 'activity refused' });
    },
  );
  const anyString = expect.any(String) as string;

  it('neither repeats nor logs a value of a refused activity', async () => {
    const before = service.log().length;
    const body = { ...VALID, text: { RUC: '1799999915001' }, conversation: { id: { secreto: 'secreto' } } };
    expect(await (await send(JSON.stringify(body))).text()).not.toMatch(/1799|RUC|secreto/);
    expect(service.log().slice(before)).not.toMatch(/1799|RUC|secreto/);
  });

  it.each<[string, object]>([
    ['an invalid time', { timestamp: 'yesterday', localTimestamp: 7 }],
    ['a recipient with an empty id', { recipient: { id: '' } }],
    ['entities that are no list', { entities: 'none' }],
    ['entities without a type', { entities: [null, 7, {}, { type: 'mention' }, { type: 'mention', mentioned: {} }] }],
    ['members without an id', { membersAdded: [{}, null, { name: 'Ana' }], membersRemoved: 'none' }],
    ['attachments of an unknown shape', { attachments: [null, 7, {}, { contentType: 7 }] }],
    ['a language that is no string', { locale: { language: 'es' } }],
    ['odd names of accounts', { from: { id: 'p', name: 7, role: [] }, recipient: { id: 'bot', name: {} } }],
    ['an odd id, mode and reference', { id: 7, deliveryMode: 7, replyToId: 7, action: 7, name: 7 }],
    [
      'null in every field that may be absent',
      Object.fromEntries(
        [
          'id',
          'recipient',
          'entities',
          'attachments',
          'membersAdded',
          'locale',
          'timestamp',
          'value',
          'channelData',
        ].map((field) => [field, null]),
      ),
    ],
  ])('answers a message with %s', async (_which, odd) => {
    const { deliver } = newUser();
    expect(await deliver({ type: 'message', text: 'hola', ...odd })).toEqual([
      expect.stringContaining('asistente virtual'),
    ]);
  });

  it('greets a person whose arrival names no sender', async () => {
    const members = [{ id: 'bot' }, { id: '' }, { id: 'p' }];
    for (const odd of [{ from: undefined }, { from: { id: '' }, recipient: null }, { from: null }])
      expect(await newUser().deliver({ type: 'conversationUpdate', membersAdded: members, ...odd })).toHaveLength(1);
    expect(await newUser().deliver({ type: 'event', name: 'webchat/join', from: null })).toHaveLength(1);
  });
});
