import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A channel's side of the conversation: takes what the bot says and gives each saying an id. */
export interface StandInConnector {
  readonly serviceUrl: string;
  /** What the bot said in this conversation since it was last asked for. */
  heard(conversation: string): readonly string[];
  close(): Promise<void>;
}

export async function startConnector(): Promise<StandInConnector> {
  const said = new Map<string, string[]>();
  const keep = ({ conversation, text }: Reply) => {
    const texts = said.get(conversation);
    if (texts === undefined) said.set(conversation, [text]);
    else texts.push(text);
  };

  let count = 0;
  const server = createServer((request, response) => {
    void readReply(request).then((reply) => {
      if (reply !== undefined) keep(reply);
      count += 1;
      answer(response, `reply-${count}`);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,

    heard(conversation) {
      const texts = said.get(conversation) ?? [];
      said.delete(conversation);
      return texts;
    },

    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Reply {
  readonly conversation: string;
  readonly text: string;
}

/** Only messages count; typing and the like are taken and forgotten. */
async function readReply(request: IncomingMessage): Promise<Reply | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { text, type } = JSON.parse(Buffer.concat(chunks).toString()) as {
    readonly text?: string;
    readonly type: string;
  };
  // /v3/conversations/{conversation}/activities/{activity it answers}
  const conversation = decodeURIComponent(request.url?.split('/')[3] ?? '');
  return type === 'message' ? { conversation, text: text ?? '' } : undefined;
}

function answer(response: ServerResponse, id: string): void {
  const body = JSON.stringify({ id });
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
