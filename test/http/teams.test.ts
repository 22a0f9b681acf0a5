import type { Activity } from 'botbuilder';
import { startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { cardIn } from '../support/bot/card-submission';
import { startService, type RunningService } from '../support/http/running-service';
import { teamsActivity } from '../support/channels/teams-user';

const BOT = { id: '28:bot' };
const NUMBERS = '1710034065, RUC 1799999915001, sucursal 1';

describe('activity of Teams', () => {
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [service, channel] = await Promise.all([startService(), startFakeChannel()]);
  });
  afterAll(() => Promise.all([service.stop(), channel.stop()]));

  /** Opens a personal chat, or a group chat or channel with the properties of `where`. */
  function chat(where: object = {}) {
    const baseActivity = teamsActivity(channel.serviceUrl);
    const conversation = { ...baseActivity.conversation, ...where };
    let sent = 0;
    const post = (activity: object) =>
      fetch(`${service.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...baseActivity,
          conversation,
          type: 'message',
          id: `${conversation.id}-${sent++}`,
          ...activity,
        }),
      });
    const replies = () =>
      channel.replies.filter(({ type, conversation: { id } }) => type === 'message' && id === conversation.id);
    const send = async (activity: object): Promise<readonly string[]> => {
      const before = replies().length;
      expect((await post(activity)).status).toBe(200);
      return replies()
        .slice(before)
        .map(({ text }) => text ?? '');
    };
    return { post, send, replies };
  }

  describe('personal chat in Teams', () => {
    const added = { type: 'conversationUpdate', membersAdded: [BOT] };
    const installed = { type: 'installationUpdate', action: 'add' };
    const someone = { type: 'conversationUpdate', membersAdded: [BOT, { id: '29:ana', aadObjectId: 'a' }] };

    it.each([
      ['when the bot is added before it is installed', [added, installed]],
      ['when the bot is installed before it is added', [installed, added]],
      ['when a member without a name is added too', [someone, installed]],
      ['when three updates arrive', [installed, someone, installed]],
    ])('a personal chat gets one greeting %s', async (_when, activities) => {
      const { send } = chat();
      const said: string[] = [];
      for (const activity of activities) said.push(...(await send(activity)));
      expect(said).toEqual([expect.stringContaining('asistente virtual')]);
    });

    it('a personal chat gets one greeting when all updates arrive at the same time', async () => {
      const { post, replies } = chat();
      await Promise.all([post(added), post(installed), post(someone)]);
      expect(replies().map(({ text }) => text)).toEqual([expect.stringContaining('asistente virtual')]);
    });

    it('a personal chat gets no answer when the app is removed or updated, and continues where it was', async () => {
      const { send } = chat();
      await send({ text: 'recuperar' });
      for (const action of ['remove', 'remove-upgrade', 'add-upgrade']) {
        expect(await send({ type: 'installationUpdate', action })).toEqual([]);
      }
      expect((await send({ text: '1710034065' }))[0]).toContain('RUC');
    });

    it.each([
      ['in plain text', { text: `${NUMBERS}&nbsp;` }],
      [
        'with HTML entities',
        { text: '1710034065&nbsp;&nbsp;RUC&nbsp;1799999915001&nbsp;&amp; sucursal&nbsp;1', textFormat: 'xml' },
      ],
      ['in paragraphs', { text: '<p>1710034065</p><p>RUC 1799999915001</p><p>sucursal 1</p>', textFormat: 'xml' }],
      [
        'that mentions the bot',
        {
          text: `<at>Clave</at>&nbsp;${NUMBERS}`,
          entities: [{ type: 'mention', mentioned: { id: BOT.id, name: 'Clave' }, text: '<at>Clave</at>' }],
        },
      ],
      [
        'that mentions another person',
        {
          text: `<at>Ana</at> ${NUMBERS}`,
          entities: [{ type: 'mention', mentioned: { id: '29:ana', name: 'Ana' }, text: '<at>Ana</at>' }],
        },
      ],
    ])('a personal chat accepts a claim in a message %s', async (_which, message) => {
      const said = await chat().send(message);
      expect(said.at(-1)).toContain('**1710034065**');
      expect(said.at(-1)).toContain('**1799999915001**');
    });

    it('a personal chat shows three choices as buttons, and the others in the text', async () => {
      const { replies, send } = chat();
      const [greeting] = await send({ text: 'hola' });
      expect(
        replies()
          .at(-1)
          ?.suggestedActions?.actions.map(({ title }) => title),
      ).toEqual(['Recuperar mi clave', 'Qué necesito', 'No puedo abrir mi correo']);
      expect(greeting).toContain('También puede responder: «Contacto» o «English».');
    });

    it('a personal chat gets no answer to reactions and deletions of messages', async () => {
      const { send } = chat();
      await send({ text: 'recuperar' });
      for (const activity of [
        { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1768489200123' },
        { type: 'messageUpdate', text: NUMBERS, channelData: { eventType: 'undeleteMessage' } },
        { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } },
        { type: 'typing' },
      ]) {
        expect(await send(activity)).toEqual([]);
      }
    });

    it.each(['adaptiveCard/action', 'signin/verifyState', 'composeExtension/query', 'task/fetch'])(
      'the invoke activity %s is answered with 501',
      async (name) => {
        const { post, replies } = chat();
        const value = { action: { type: 'Action.Execute', verb: 'x', data: { form: 'code', stamp: 's', code: '1' } } };
        const response = await post({ type: 'invoke', name, value });
        expect(response.status).toBe(501);
        expect(replies()).toEqual([]);
      },
    );
  });

  describe.each([
    ['group chat', { conversationType: 'groupChat', isGroup: true, id: '19:group@thread.v2' }],
    ['channel', { conversationType: 'channel', isGroup: true, id: '19:team@thread.tacv2;messageid=1768489200123' }],
  ])('%s in Teams', (_which, where) => {
    let chatCount = 0;
    const openChat = () => chat({ ...where, id: `${where.id}-${chatCount++}` });
    const invitation = [expect.stringContaining('chat privado')];

    it('a chat of several people gets one invitation to write in private when the bot is added', async () => {
      const { send } = openChat();
      expect(await send({ type: 'conversationUpdate', membersAdded: [BOT] })).toEqual(invitation);
      expect(await send({ type: 'installationUpdate', action: 'add' })).toEqual([]);
    });

    it('a chat of several people gets an invitation for messages and cards, which are not read, and shows no card', async () => {
      const { replies, send } = openChat();
      const before = service.log();
      const mention = { type: 'mention', mentioned: { ...BOT, name: 'Clave' }, text: '<at>Clave</at>' };
      expect(await send({ text: `<at>Clave</at> ${NUMBERS}`, entities: [mention] })).toEqual(invitation);
      const value = { form: 'claim', stamp: 'x'.repeat(16), documentKind: 'cedula', document: '1710034065' };
      expect(await send({ value, text: null })).toEqual(invitation);
      expect((replies() as readonly Partial<Activity>[]).map(cardIn)).toEqual([undefined, undefined]);
      expect(service.log()).toBe(before);
    });
  });
});
