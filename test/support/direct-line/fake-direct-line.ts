import { setImmediate as turnOfEvents } from 'node:timers/promises';
import type { ActivitySet, ConversationListener, DirectLine } from '../../../src/bot/api/direct-line';
import type { FeedId, Watermark } from '../../../src/ports/chat/activity-feed';
import type { ChatTokens, ChatVisitor } from '../../../src/ports/chat/chat-tokens';
import { Unavailable } from '../../../src/ports/errors';

export interface FakeDirectLine extends DirectLine {
  /** `held`: calls wait until the store is up again. */
  store: 'up' | 'down' | 'held';
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

interface Talk {
  readonly said: object[];
  readonly listeners: Set<ConversationListener>;
}

/** Creates conversations in memory with a bot that greets and echoes every message. */
export function createFakeDirectLine(): FakeDirectLine {
  const talks = new Map<FeedId, Talk>();
  const kept: FeedId[] = [];
  let readings = 0;
  let waiting = 0;
  let mostReadings = 0;

  const add = (talk: Talk, activity: object): string => {
    const id = `${talk.said.length + 1}`;
    talk.said.push({ id, ...activity });
    for (const listener of talk.listeners) listener.onAppended();
    return id;
  };
  const live = async (conversation: FeedId): Promise<Talk | undefined> => {
    waiting += 1;
    do await turnOfEvents();
    while (line.store === 'held');
    waiting -= 1;
    if (line.store === 'down') throw new Unavailable('ActivityFeed', new Error('down'));
    return talks.get(conversation);
  };
  const known = (conversation: FeedId): Talk => {
    const talk = talks.get(conversation);
    if (talk === undefined) throw new Error('no such conversation');
    return talk;
  };
  const bot = (text: string) => ({ type: 'message', from: { id: 'bot' }, text });

  const line: FakeDirectLine = {
    store: 'up',
    keptConversations: kept,
    waitingCalls: () => waiting,
    maxConcurrentReads: () => mostReadings,
    followerCount: (conversation) => talks.get(conversation)?.listeners.size ?? 0,
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
      talks.delete(conversation);
      for (const listener of listeners) listener.onAppended();
    },

    async start({ conversation }, locale) {
      if (await live(conversation)) return 'existed';
      const talk: Talk = { said: [], listeners: new Set() };
      talks.set(conversation, talk);
      add(talk, bot(locale === 'en' ? 'welcome' : 'bienvenido'));
      return 'started';
    },
    async post({ conversation, user }, { clientActivityId, ...activity }) {
      const talk = await live(conversation);
      if (!talk) return 'ended';
      const channelData = { clientActivityID: clientActivityId };
      const id = add(talk, { ...activity, from: { id: user }, channelData });
      if (activity.type === 'message') add(talk, bot(`eco: ${activity.text ?? ''}`));
      return { id };
    },
    async read({ conversation }, since) {
      readings += 1;
      mostReadings = Math.max(mostReadings, readings);
      try {
        const talk = await live(conversation);
        const part = talk ? partOf(talk, since) : 'ended';
        // The answer takes time on its way and is outdated when it arrives.
        await turnOfEvents();
        return part;
      } finally {
        readings -= 1;
      }
    },
    resume: (visitor) => line.keepAlive(visitor),
    async keepAlive({ conversation }) {
      if (!(await live(conversation))) return 'ended';
      kept.push(conversation);
      return 'kept';
    },
    async follow({ conversation }, listener) {
      const listeners = (await live(conversation))?.listeners;
      listeners?.add(listener);
      return () => listeners?.delete(listener);
    },
  };
  return line;
}

function partOf({ said }: Talk, since: Watermark): ActivitySet {
  const place = Number(since);
  const from = Number.isInteger(place) && place >= 0 && place <= said.length ? place : 0;
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

/** Creates tokens that are known because they were issued here, in the format of a JWT, since clients decode them. */
export function createFakeChatTokens(): FakeChatTokens {
  const given = new Map<string, { readonly visitor: ChatVisitor; readonly use: string }>();
  let count = 0;
  return {
    expireAll: () => {
      given.clear();
    },
    sign(visitor, use) {
      count += 1;
      const claims = Buffer.from(JSON.stringify({ user: visitor.user, count })).toString('base64url');
      const token = `e30.${claims}.fake`;
      given.set(token, { visitor, use });
      return Promise.resolve({ token, expiresIn: LIFETIMES[use] });
    },
    verify(token, use) {
      const known = given.get(token);
      const isRight = known?.use === use;
      return Promise.resolve(isRight ? known.visitor : undefined);
    },
  };
}
