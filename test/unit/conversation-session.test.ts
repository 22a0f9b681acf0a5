import type { DirectLineApi } from '../../src/web/chat/connection/direct-line-api';
import {
  createConversationStorage,
  type ConversationStorage,
  type StoredConversation,
} from '../../src/web/chat/connection/stored-conversation';
import { createConversationSession } from '../../src/web/chat/connection/conversation-session';
import { createTabStorage } from '../support/browser/tab-storage';

const NAME = 'iess-chat.conversation';

const conversationOf = (conversationId: string): StoredConversation => ({
  conversationId,
  userId: 'dl_me',
  domain: 'https://service.example/v3/directline',
  token: `token of ${conversationId}`,
  since: 0,
  until: 1_800_000,
  begun: false,
  joined: false,
  watermark: '',
});

describe('stored conversation of the chat page', () => {
  let storage: Storage;
  let conversationStorage: ConversationStorage;
  let service: 'up' | 'down' | 'forgetful';
  let invitations: number;
  let gone: number;

  const calls: DirectLineApi = {
    requestConversation() {
      if (service === 'down') return Promise.resolve({ retryAfter: 0 });
      invitations += 1;
      return Promise.resolve(conversationOf(String(invitations)));
    },
    openConversation(conversation) {
      if (service === 'down') return Promise.resolve({ retryAfter: 0 });
      if (service === 'forgetful' && conversation.begun) return Promise.resolve('gone');
      const renewed = { ...conversation, begun: true, token: `${conversation.token}+` };
      return Promise.resolve({ conversation: renewed, streamUrl: 'wss://service.example/stream' });
    },
  };
  /** Simulates a page that has just been loaded in this tab. */
  const load = () => createConversationSession({ api: calls, storage: conversationStorage, onGone: () => (gone += 1) });

  beforeEach(() => {
    storage = createTabStorage();
    conversationStorage = createConversationStorage(() => storage);
    service = 'up';
    invitations = 0;
    gone = 0;
  });

  it('starts a conversation and stores it with its newest token', async () => {
    expect(await load().enter()).toMatchObject({ conversation: { conversationId: '1', begun: true } });
    expect(conversationStorage.load()).toMatchObject({ conversationId: '1', token: 'token of 1+' });
  });

  it('resumes the same conversation after a reload and asks for all activities', async () => {
    const before = load();
    await before.enter();
    before.shown('1', '7');
    expect(JSON.parse(storage.getItem(NAME) ?? '')).toMatchObject({ watermark: '7' });
    expect(await load().enter()).toMatchObject({ conversation: { conversationId: '1', watermark: '' } });
  });

  it('continues from the activities already shown while the page stays open', async () => {
    const session = load();
    await session.enter();
    session.shown('1', '7');
    session.shown('another', '9');
    expect(await session.enter()).toMatchObject({ conversation: { watermark: '7' } });
  });

  it('replaces a conversation that is gone and tells the person', async () => {
    const session = load();
    await session.enter();
    service = 'forgetful';
    expect(await session.enter()).toMatchObject({ conversation: { conversationId: '2', watermark: '' } });
    expect(gone).toBe(1);
  });

  it('a conversation counts as the person’s from its first message until it is gone', async () => {
    const session = load();
    expect(session.conversationId).toBeUndefined();
    await session.enter();
    expect([session.conversationId, load().conversationId]).toEqual(['1', '1']);
    service = 'forgetful';
    const entering = session.enter();
    await Promise.resolve();
    await Promise.resolve();
    expect(session.conversationId).toBeUndefined();
    await entering;
    expect(session.conversationId).toBe('2');
  });

  it('keeps the conversation after network failures', async () => {
    const session = load();
    await session.enter();
    service = 'down';
    expect(await session.enter()).toEqual({ retryAfter: 0 });
    service = 'up';
    expect(await session.enter()).toMatchObject({ conversation: { conversationId: '1' } });
    expect(gone).toBe(0);
  });

  it('reports no loss of a conversation that was never started', async () => {
    conversationStorage.save({ ...conversationOf('old'), begun: false });
    const enter: DirectLineApi['openConversation'] = (conversation) =>
      conversation.conversationId === 'old' ? Promise.resolve('gone') : calls.openConversation(conversation);
    const session = createConversationSession({
      api: { ...calls, openConversation: enter },
      storage: conversationStorage,
      onGone: () => (gone += 1),
    });
    expect(await session.enter()).toMatchObject({ conversation: { conversationId: '1' } });
    expect(gone).toBe(0);
  });

  it.each(['', 'no JSON', '{}', 'null', '{"conversationId":"1"}'])(
    'reads no stored conversation from the value %j',
    (text) => {
      storage.setItem(NAME, text);
      expect(conversationStorage.load()).toBeUndefined();
    },
  );

  it('keeps the conversation as long as the page when the browser stores nothing', async () => {
    conversationStorage = createConversationStorage(() => {
      throw new Error('refused');
    });
    const session = load();
    await session.enter();
    expect(await session.enter()).toMatchObject({ conversation: { conversationId: '1' } });
    expect(await load().enter()).toMatchObject({ conversation: { conversationId: '2' } });
  });
});
