import { Agent, request } from 'node:http';
import type { Connector } from './connector';

export interface Message {
  readonly text: string;
  /** How many messages the bot must answer it with. */
  readonly replies: number;
}

/** The claim, corrected twice. Without a "sí" no recovery begins and no mail is made. */
export const claimMessages: readonly Message[] = [
  // The greeting, and the first question.
  { text: 'recuperar', replies: 2 },
  { text: '1710034065', replies: 1 },
  { text: '1799999915001', replies: 1 },
  { text: '0001', replies: 1 },
  { text: 'corregir el ruc', replies: 1 },
  { text: '1799999923001', replies: 1 },
  { text: 'corregir la sucursal', replies: 1 },
  { text: '0002', replies: 1 },
];

/** What a bot says when its turn failed. Counted as an answer it would make a broken bot a fast one. */
const FAILURE = /Referencia:|encountered an error/;

export interface Talk {
  /** Says it and waits for the answer. @returns ms it took @throws Error when the answer is not the one expected */
  say(conversation: string, message: Message): Promise<number>;
  end(): void;
}

/**
 * Talks to the bot at `url` as a channel does. The channel is none that the library treats specially: to the Emulator it would also
 * send traces, and the stock bot would seem slower than it is.
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
      const begun = performance.now();
      const status = await post(`${url}/api/messages`, JSON.stringify(activity), agent);
      const took = performance.now() - begun;

      const taken = connector.takeReplies(conversation);
      const isAsExpected = status === 200 && taken.length === replies && !taken.some((reply) => FAILURE.test(reply));
      if (!isAsExpected) throw new Error(`"${text}" was answered with ${status} and ${JSON.stringify(taken)}`);
      return took;
    },
    end: () => {
      agent.destroy();
    },
  };
}

/** With Node's own client: `fetch` would cost the processors more than the bot does. */
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
