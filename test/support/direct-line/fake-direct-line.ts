import { setImmediate as turnOfEvents } from 'node:timers/promises';
import type { ActivitySet, ConversationListener, DirectLine } from '../../../src/bot/api/direct-line';
import type { FeedId, Watermark } from '../../../src/ports/chat/activity-feed';
import type { ChatTokens, ChatVisitor } from '../../../src/ports/chat/chat-tokens';
import { Unavailable } from '../../../src/ports/errors';

export interface FakeDirectLine extends DirectLine {
  /** `stalled`: calls wait until the store is up again. */
  store: 'up' | 'down' | 'stalled';
  /** Returns the number of calls that wait for the store. */
  readonly waitingCalls: () => number;
  /** Appends a message of the bot without a request. */
  botSays(conversation: FeedId, text: string): void;
  botIsTyping(conversation: FeedId): void;
  /** Deletes the conversation. */
  end(conversation: FeedId): void;
  /** Notifies subscribers without a new activity, as a store may do at any time. */
  notifyWithoutChange(conversation: FeedId): void;
  /** Returns the number of subscribers. */
  followerCount(conversation: FeedId): number;
  readonly keptConversations: FeedId[];
  /** Returns the largest number of simultaneous reads of one conversation. */
  readonly maxConcurrentReads: () => number;
}

interface FakeConversation {
  readonly said: object[];
  readonly listeners: Set<ConversationListener>;
}

/** Creates conversations in memory with a bot that greets and echoes every message. */
export function createFakeDirectLine(): FakeDirectLine {
  const conversations = new Map<FeedId, FakeConversation>();
  const keptConversations: FeedId[] = [];
  let concurrentReads = 0;
  let waiting = 0;
  let maxConcurrentReads = 0;

  const add = (chat: FakeConversation, activity: object): string => {
    const id = `${chat.said.length + 1}`;
    chat.said.push({ id, ...activity });
    for (const listener of chat.listeners) listener.onAppended();
    return id;
  };
  const live = async (conversation: FeedId): Promise<FakeConversation | undefined> => {
    waiting += 1;
    do await turnOfEvents();
    while (directLine.store === 'stalled');
    waiting -= 1;
    if (directLine.store === 'down') throw new Unavailable('ActivityFeed', new Error('down'));
    return conversations.get(conversation);
  };
  const known = (conversation: FeedId): FakeConversation => {
    const chat = conversations.get(conversation);
    if (chat === undefined) throw new Error('no such conversation');
    return chat;
  };
  const bot = (text: string) => ({ type: 'message', from: { id: 'bot' }, text });

  const directLine: FakeDirectLine = {
    store: 'up',
    keptConversations,
    waitingCalls: () => waiting,
    maxConcurrentReads: () => maxConcurrentReads,
    followerCount: (conversation) => conversations.get(conversation)?.listeners.size ?? 0,
    botSays: (conversation, text) => add(known(conversation), bot(text)),
    notifyWithoutChange(conversation) {
      for (const listener of known(conversation).listeners) listener.onAppended();
    },
    botIsTyping(conversation) {
      for (const listener of known(conversation).listeners)
        listener.onTransient({ type: 'typing', from: { id: 'bot' } });
    },
    end(conversation) {
      const { listeners } = known(conversation);
      conversations.delete(conversation);
      for (const listener of listeners) listener.onAppended();
    },

    async start({ conversation }, locale) {
      if (await live(conversation)) return 'existed';
      const chat: FakeConversation = { said: [], listeners: new Set() };
      conversations.set(conversation, chat);
      add(chat, bot(locale === 'en' ? 'welcome' : 'bienvenido'));
      return 'started';
    },
    async post({ conversation, user }, { clientActivityId, ...activity }) {
      const chat = await live(conversation);
      if (!chat) return 'ended';
      const channelData = { clientActivityID: clientActivityId };
      const id = add(chat, { ...activity, from: { id: user }, channelData });
      if (activity.type === 'message') add(chat, bot(`eco: ${activity.text ?? ''}`));
      return { id };
    },
    async read({ conversation }, since) {
      concurrentReads += 1;
      maxConcurrentReads = Math.max(maxConcurrentReads, concurrentReads);
      try {
        const chat = await live(conversation);
        const part = chat ? partOf(chat, since) : 'ended';
        // The answer takes time to arrive and may be outdated by then.
        await turnOfEvents();
        return part;
      } finally {
        concurrentReads -= 1;
      }
    },
    resume: (visitor) => directLine.keepAlive(visitor),
    async keepAlive({ conversation }) {
      if (!(await live(conversation))) return 'ended';
      keptConversations.push(conversation);
      return 'kept';
    },
    async follow({ conversation }, listener) {
      const listeners = (await live(conversation))?.listeners;
      listeners?.add(listener);
      return () => listeners?.delete(listener);
    },
  };
  return directLine;
}

function partOf({ said }: FakeConversation, since: Watermark): ActivitySet {
  const position = Number(since);
  const from = Number.isInteger(position) && position >= 0 && position <= said.length ? position : 0;
  const activities = said.slice(from);
  return {
    activities,
    positions: activities.map((_, index) => String(from + index + 1) as Watermark),
    watermark: String(said.length) as Watermark,
  };
}

export interface FakeChatTokens extends ChatTokens {
  /** Makes every issued token expire. */
  expireAll(): void;
}

const LIFETIMES = { conversation: 1_800, stream: 60 };

/** Creates tokens that are verified by look-up. They have the format of a JWT, because clients decode them. */
export function createFakeChatTokens(): FakeChatTokens {
  const issued = new Map<string, { readonly visitor: ChatVisitor; readonly use: string }>();
  let count = 0;
  return {
    expireAll: () => {
      issued.clear();
    },
    sign(visitor, use) {
      count += 1;
      const claims = Buffer.from(JSON.stringify({ user: visitor.user, count })).toString('base64url');
      const token = `e30.${claims}.fake`;
      issued.set(token, { visitor, use });
      return Promise.resolve({ token, expiresIn: LIFETIMES[use] });
    },
    verify(token, use) {
      const known = issued.get(token);
      const isRight = known?.use === use;
      return Promise.resolve(isRight ? known.visitor : undefined);
    },
  };
}
