import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** The channel's side of all conversations. It accepts the replies of the bot and gives each an id. */
export interface Connector {
  readonly serviceUrl: string;
  /** Returns the messages in this conversation since the last call, without other activities such as typing. */
  takeReplies(conversation: string): readonly string[];
  close(): Promise<void>;
}

export async function startConnector(): Promise<Connector> {
  const replies = new Map<string, string[]>();
  let count = 0;
  const server = createServer((request, response) => {
    void json(request).then((activity) => {
      const { text = '', type } = activity as { readonly text?: string; readonly type: string };
      // /v3/conversations/{conversation}/activities/{activity}
      const conversation = decodeURIComponent(request.url?.split('/')[3] ?? '');
      if (type === 'message') replies.set(conversation, [...(replies.get(conversation) ?? []), text]);
      count += 1;
      // Not chained: once restify is loaded in the process, `writeHead` returns undefined.
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ id: `reply-${count}` }));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,

    takeReplies(conversation) {
      const received = replies.get(conversation) ?? [];
      replies.delete(conversation);
      return received;
    },

    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
