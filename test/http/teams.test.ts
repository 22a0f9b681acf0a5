import type { Activity } from 'botbuilder';
import { startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { cardIn } from '../support/bot/card-submission';
import { startService, type RunningService } from '../support/http/running-service';
import { teamsActivity } from '../support/channels/teams-user';

const BOT = { id: '28:bot' };
const NUMBERS = '1710034065, RUC 1799999915001, sucursal 1';

describe('what Teams sends', () => {
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [service, channel] = await Promise.all([startService(), startFakeChannel()]);
  });
  afterAll(() => Promise.all([service.stop(), channel.stop()]));

  /** One chat; in a group or a channel several people are in it. */
  function chat(where: object = {}) {
    const always = teamsActivity(channel.serviceUrl);
    const conversation = { ...always.conversation, ...where };
    let sent = 0;
    const post = (activity: object) =>
      fetch(`${service.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...always,
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

  describe('in a personal chat', () => {
    const added = { type: 'conversationUpdate', membersAdded: [BOT] };
    const installed = { type: 'installationUpdate', action: 'add' };
    const someone = { type: 'conversationUpdate', membersAdded: [BOT, { id: '29:ana', aadObjectId: 'a' }] };

    it.each([
      ['added first', [added, installed]],
      ['installed first', [installed, added]],
      ['with a member that has no name', [someone, installed]],
      ['told three times', [installed, someone, installed]],
    ])('greets once: %s', async (_what, activities) => {
      const { send } = chat();
      const said: string[] = [];
      for (const activity of activities) said.push(...(await send(activity)));
      expect(said).toEqual([expect.stringContaining('Bienvenido')]);
    });

    it('greets once when both arrive at once', async () => {
      const { post, replies } = chat();
      await Promise.all([post(added), post(installed), post(someone)]);
      expect(replies().map(({ text }) => text)).toEqual([expect.stringContaining('Bienvenido')]);
    });

    it('says nothing when the app is removed or brought up to date, and forgets nothing', async () => {
      const { send } = chat();
      await send({ text: 'recuperar' });
      for (const action of ['remove', 'remove-upgrade', 'add-upgrade', 'add']) {
        expect(await send({ type: 'installationUpdate', action })).toEqual([]);
      }
      expect((await send({ text: '1710034065' }))[0]).toContain('RUC');
    });

    it.each([
      ['plain', { text: `${NUMBERS}&nbsp;` }],
      [
        'with entities',
        { text: '1710034065&nbsp;&nbsp;RUC&nbsp;1799999915001&nbsp;&amp; sucursal&nbsp;1', textFormat: 'xml' },
      ],
      ['as paragraphs', { text: '<p>1710034065</p><p>RUC 1799999915001</p><p>sucursal 1</p>', textFormat: 'xml' }],
      [
        'with the bot named',
        {
          text: `<at>Clave</at>&nbsp;${NUMBERS}`,
          entities: [{ type: 'mention', mentioned: { id: BOT.id, name: 'Clave' }, text: '<at>Clave</at>' }],
        },
      ],
      [
        'with another one named',
        {
          text: `<at>Ana</at> ${NUMBERS}`,
          entities: [{ type: 'mention', mentioned: { id: '29:ana', name: 'Ana' }, text: '<at>Ana</at>' }],
        },
      ],
    ])('reads a message %s', async (_what, message) => {
      const said = await chat().send(message);
      expect(said.at(-1)).toContain('**1710034065**');
      expect(said.at(-1)).toContain('**1799999915001**');
    });

    it('shows three choices as buttons and writes the others out', async () => {
      const { replies, send } = chat();
      const [greeting] = await send({ text: 'hola' });
      expect(
        replies()
          .at(-1)
          ?.suggestedActions?.actions.map(({ title }) => title),
      ).toEqual(['Recuperar mi clave', 'Qué necesito', 'No puedo abrir mi correo']);
      expect(greeting).toContain('También puede responder: «Contacto» o «English».');
    });

    it('leaves reactions, edits and deletions of messages alone', async () => {
      const { send } = chat();
      await send({ text: 'recuperar' });
      for (const activity of [
        { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1768489200123' },
        { type: 'messageUpdate', text: NUMBERS, channelData: { eventType: 'editMessage' } },
        { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } },
        { type: 'typing' },
      ]) {
        expect(await send(activity)).toEqual([]);
      }
    });

    it.each(['adaptiveCard/action', 'signin/verifyState', 'composeExtension/query', 'task/fetch'])(
      'answers the call %s at once: there is no such thing here',
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
    ['a group chat', { conversationType: 'groupChat', isGroup: true, id: '19:group@thread.v2' }],
    ['a channel', { conversationType: 'channel', isGroup: true, id: '19:team@thread.tacv2;messageid=1768489200123' }],
  ])('in %s', (_what, where) => {
    let next = 0;
    const here = () => chat({ ...where, id: `${where.id}-${next++}` });
    const invitation = [expect.stringContaining('chat privado')];

    it('invites to write in private when it is added: the update names the bot alone', async () => {
      const { send } = here();
      expect(await send({ type: 'conversationUpdate', membersAdded: [BOT] })).toEqual(invitation);
      expect(await send({ type: 'installationUpdate', action: 'add' })).toEqual([]);
    });

    it('reads no message and no card, and shows none', async () => {
      const { replies, send } = here();
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
