import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Activity } from 'botbuilder';

/** A reply of the bot to the channel. */
export type ReceivedReply = Pick<Activity, 'type' | 'suggestedActions' | 'conversation'> & { readonly text?: string };

export interface FakeChannel {
  /** The replies so far, oldest first. */
  readonly replies: readonly ReceivedReply[];
  /** Waits until the bot has sent a text that contains `words`. Fails after 5 s. */
  waitForReply(words: string, ms?: number): Promise<string>;
  /** How the channel answers further replies: at once, or never. */
  replyMode: 'at-once' | 'never';
  readonly serviceUrl: string;
  stop(): Promise<void>;
}

/** Starts a fake connector that accepts the bot's replies, as the Emulator does. */
export async function startFakeChannel(): Promise<FakeChannel> {
  const replies: ReceivedReply[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void (async () => {
      replies.push(JSON.parse(await body(request)) as ReceivedReply);
      for (const checkReplies of waiting) checkReplies();
      if (channel.replyMode === 'never') return;
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ id: randomUUID() }));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const channel: FakeChannel = {
    replies,
    replyMode: 'at-once',
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waitForReply: (words, ms = 5_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(checkReplies);
          reject(
            new Error(`the bot did not say "${words}"; it said ${JSON.stringify(replies.map((reply) => reply.text))}`),
          );
        }, ms);
        const checkReplies = () => {
          const found = replies.find((reply) => reply.text?.includes(words));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(checkReplies);
          resolve(found.text ?? '');
        };
        waiting.add(checkReplies);
        checkReplies();
      }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return channel;
}

const body = async (request: IncomingMessage): Promise<string> => (await text(request)) || '{}';

/** Simulates one person in one Emulator conversation with the bot at `url`; each conversation has another person. */
export function channelUser(channel: FakeChannel, url: string, conversation = `${randomUUID()}|livechat`) {
  const user = `person of ${conversation}`;

  const post = (activity: object, signal: AbortSignal | null = null) =>
    fetch(`${url}/api/messages`, {
      method: 'POST',
      signal,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        id: randomUUID(),
        channelId: 'emulator',
        serviceUrl: channel.serviceUrl,
        conversation: { id: conversation },
        from: { id: user },
        recipient: { id: 'bot' },
        locale: 'es-EC',
        timestamp: '2026-01-15T15:00:00.000Z',
        ...activity,
      }),
    });

  /** Returns the texts that the bot sent in this conversation during `act`, without typing activities. */
  const during = async (act: () => Promise<Response>): Promise<string[]> => {
    const before = channel.replies.length;
    const response = await act();
    if (response.status !== 200) throw new Error(`the bot answered ${response.status}`);
    return channel.replies
      .slice(before)
      .filter(({ type, conversation: { id } }) => type === 'message' && id === conversation)
      .map((reply) => reply.text ?? '');
  };

  return {
    conversation,
    user,
    post,
    /** Announces both members in one update, as the Emulator does first. */
    join: () => during(() => post({ type: 'conversationUpdate', membersAdded: [{ id: 'bot' }, { id: user }] })),
    /** Sends the texts in sequence and returns the texts of the replies to the last one. */
    async say(...texts: readonly string[]): Promise<string[]> {
      let said: string[] = [];
      for (const one of texts) said = await during(() => post({ type: 'message', text: one }));
      return said;
    },
    /** Posts an activity as it is, so that a test can deliver it repeatedly. */
    deliver: (activity: object) => during(() => post(activity)),
  };
}
