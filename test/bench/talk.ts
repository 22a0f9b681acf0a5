import { Agent, request } from 'node:http';
import type { Connector } from './connector';

export interface Message {
  readonly text: string;
  /** The number of messages with which the bot must answer. */
  readonly replies: number;
}

/** A claim that is corrected twice. Without the final "sí" no recovery begins and no mail is sent. */
export const claimMessages: readonly Message[] = [
  // Answered by the greeting and the first question.
  { text: 'recuperar', replies: 2 },
  { text: '1710034065', replies: 1 },
  { text: '1799999915001', replies: 1 },
  { text: '0001', replies: 1 },
  { text: 'corregir el ruc', replies: 1 },
  { text: '1799999923001', replies: 1 },
  { text: 'corregir la sucursal', replies: 1 },
  { text: '0002', replies: 1 },
];

/** Matches the message of a failed turn. Counted as an answer, it would make a broken bot look fast. */
const FAILURE = /Referencia:|encountered an error/;

export interface Talk {
  /** Sends a message and waits for the answer. @returns the duration (ms) @throws Error on an unexpected answer */
  say(conversation: string, message: Message): Promise<number>;
  end(): void;
}

/**
 * Sends messages to the bot at `url` as a channel does. The library must not treat the channel specially: to the Emulator it would also
 * send traces, which would make the stock bot look slower.
 */
export function openTalk(url: string, connector: Connector): Talk {
  const agent = new Agent({ keepAlive: true });
  let count = 0;
  return {
    async say(conversation, { replies, text }) {
      count += 1;
      const activity = {
        type: 'message',
        id: `activity-${count}`,
        timestamp: '2026-01-02T15:04:05.000Z',
        channelId: 'directline',
        serviceUrl: connector.serviceUrl,
        conversation: { id: conversation },
        from: { id: `person-${conversation}` },
        recipient: { id: 'bot' },
        locale: 'es-EC',
        text,
      };
      const start = performance.now();
      const status = await post(`${url}/api/messages`, JSON.stringify(activity), agent);
      const duration = performance.now() - start;

      const received = connector.takeReplies(conversation);
      const isAsExpected =
        status === 200 && received.length === replies && !received.some((reply) => FAILURE.test(reply));
      if (!isAsExpected) throw new Error(`"${text}" was answered with ${status} and ${JSON.stringify(received)}`);
      return duration;
    },
    end: () => {
      agent.destroy();
    },
  };
}

/** Posts with Node's own client, because `fetch` would use more CPU time than the bot. */
const post = (url: string, body: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sent = request(url, { agent, headers, method: 'POST' }, (response) => {
      response.resume().once('end', () => {
        resolve(response.statusCode ?? 0);
      });
    });
    sent.on('error', reject).end(body);
  });
