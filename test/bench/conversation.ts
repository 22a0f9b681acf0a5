import { Agent, request } from 'node:http';
import type { StandInConnector } from './stand-in-connector';
import type { Saying } from './walks';

export interface Line {
  /** Says it and waits for the answer. @returns ms it took @throws Error when the answer is not the one expected */
  say(conversation: string, saying: Saying): Promise<number>;
  hangUp(): void;
}

/** What a bot says when its turn failed: counted as an answer it would make a broken bot a fast one. */
const TROUBLE = /Referencia:|encountered an error/;

/**
 * Talks to the bot at `port` as a channel does. The channel is none that the library treats in a way of its own: to the Emulator
 * it would also send traces, and a stock bot would seem slower than it is.
 */
export function openLine(port: number, connector: StandInConnector): Line {
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
      const status = await post(agent, port, JSON.stringify(activity));
      const took = performance.now() - begun;

      const heard = connector.heard(conversation);
      const isAsExpected = status === 200 && heard.length === replies && !heard.some((reply) => TROUBLE.test(reply));
      if (!isAsExpected) throw new Error(`"${text}" was answered with ${status} and ${JSON.stringify(heard)}`);
      return took;
    },

    hangUp() {
      agent.destroy();
    },
  };
}

const post = (agent: Agent, port: number, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sent = request(
      { agent, port, host: '127.0.0.1', path: '/api/messages', method: 'POST', headers },
      (response) => {
        response.resume();
        response.on('end', () => {
          resolve(response.statusCode ?? 0);
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
