import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Activity } from 'botbuilder';

/** A reply as received by the Emulator's connector. */
export interface EmulatorReply {
  readonly authorization: string | undefined;
  readonly activity: Partial<Activity>;
}

export interface EmulatorConversation {
  readonly id: string;
  readonly replies: readonly EmulatorReply[];
  /** Announces both members to the bot and returns the status. */
  announceMembers(): Promise<number>;
  /** Sends the texts in sequence and returns the texts of the replies to the last one. */
  say(...texts: readonly string[]): Promise<readonly string[]>;
  /** Waits until the bot has sent this text. Fails after 10 s. */
  waitForReply(words: string): Promise<EmulatorReply>;
}

export interface Emulator {
  readonly serviceUrl: string;
  /** Starts a new conversation with the same user, as *Open Bot* and *Restart conversation* do. */
  open(botUrl: string, locale?: string): EmulatorConversation;
  stop(): Promise<void>;
}

const PATH = /^\/v3\/conversations\/([^/]+)\/activities(?:\/[^/]+)?$/;
const BOT = { id: 'bot-1', name: 'Bot', role: 'bot' };

/** Starts a fake Bot Framework Emulator (v4, live chat, no app id) with the part of its connector that bots call. */
export async function startEmulator(): Promise<Emulator> {
  const replies = new Map<string, EmulatorReply[]>();
  const user = { id: randomUUID(), name: 'User', role: 'user' };
  const server = createServer((request, response) => {
    void (async () => {
      const [, id = ''] = PATH.exec(request.url ?? '') ?? [];
      const conversation = replies.get(decodeURIComponent(id));
      response.statusCode = conversation && request.method === 'POST' ? 200 : 404;
      const activity = JSON.parse(await text(request)) as Partial<Activity>;
      conversation?.push({ authorization: request.headers.authorization, activity });
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ id: randomUUID() }));
    })();
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const serviceUrl = `http://localhost:${(server.address() as AddressInfo).port}`;

  return {
    serviceUrl,
    open(botUrl, locale = 'es-EC') {
      const id = `${randomUUID()}|livechat`;
      const received: EmulatorReply[] = [];
      replies.set(id, received);
      const post = async (activity: object) => {
        const body = {
          ...timestamps(),
          channelId: 'emulator',
          conversation: { id },
          recipient: BOT,
          serviceUrl,
          locale,
        };
        const response = await fetch(`${botUrl}/api/messages`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...body, from: user, ...activity }),
        });
        return response.status;
      };
      const texts = () =>
        received.flatMap(({ activity }) => (activity.type === 'message' ? (activity.text ?? '') : []));

      return {
        id,
        replies: received,
        announceMembers: () =>
          post({
            type: 'conversationUpdate',
            membersAdded: [
              { id: BOT.id, name: BOT.name },
              { id: user.id, name: user.name },
            ],
          }),
        async say(...messages) {
          let before = 0;
          for (const message of messages) {
            before = texts().length;
            const status = await post({
              ...AS_WEB_CHAT_SENDS,
              text: message,
              channelData: { clientActivityID: newClientActivityId() },
            });
            if (status !== 200) throw new Error(`the bot answered ${status}`);
          }
          return texts().slice(before);
        },
        async waitForReply(words) {
          const deadline = performance.now() + 10_000;
          for (;;) {
            const found = received.find(({ activity }) => activity.text?.includes(words));
            if (found) return found;
            if (performance.now() > deadline) throw new Error(`"${words}" is not in ${JSON.stringify(texts())}`);
            await delay(50);
          }
        },
      };
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The activity that Web Chat, the Emulator's client, sends. */
const AS_WEB_CHAT_SENDS = {
  type: 'message',
  textFormat: 'plain',
  entities: [{ type: 'ClientCapabilities', requiresBotState: true, supportsListening: true, supportsTts: true }],
};

/** The timestamps of an activity in the Emulator's format, with the time zone. */
const timestamps = () => ({
  id: randomUUID(),
  timestamp: '2026-01-15T15:00:00.000Z',
  localTimestamp: '2026-01-15T10:00:00-05:00',
});

const newClientActivityId = (): string => `17684892${randomUUID().slice(0, 8)}`;
