import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { SECOND } from '../../../domain/time';
import type { Random } from '../../../ports/system';
import { isAllowedOrigin } from '../../guards/origins';
import { drainingProblem } from '../../server/draining';
import { Problem, toProblem } from '../../server/problem';
import { sendProblemOnSocket } from '../../server/socket-problem';
import type { UpgradeHandler } from '../../server/server';
import { parseStreamUrl } from './urls';
import type { DirectLineServerOptions } from './options';
import { monitorHeartbeat } from './heartbeat';
import { createStreamSlots } from './stream-slots';
import { streamFeed, type StreamSubscription } from './stream-feed';
import { requireOwnConversation, verifyVisitorToken } from './authenticate';

export interface StreamServerOptions extends DirectLineServerOptions {
  readonly random: Random;
  /** Called for every stream that could not be opened or was closed because of a failure of the service. */
  onError(error: unknown, reference: string): void;
}

const SOCKET_OPTIONS = {
  noServer: true,
  /** In bytes. Clients send only empty texts. */
  maxPayload: 128,
  perMessageDeflate: false,
  /** A client that does not answer a close frame is cut off, because the process may be waiting to end. */
  closeTimeout: 2 * SECOND,
};

/** Serves Direct Line's streams: `GET /v3/directline/conversations/:id/stream?watermark=…&t=…`. */
export function createStreamServer(options: StreamServerOptions): UpgradeHandler {
  const { directLine, limits, countCall, publicUrl } = options;
  const server = new WebSocketServer(SOCKET_OPTIONS);
  const slots = createStreamSlots(limits);
  let closed = false;
  const report = (error: unknown): string => {
    const reference = options.random.token(6);
    options.onError(error, reference);
    return reference;
  };
  const feedOptions = { directLine, onError: report };

  server.on('wsClientError', (_error, socket) => {
    sendProblemOnSocket(socket, { problem: new Problem(400), publicUrl });
  });

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const subscription = await authorizeStream(options, request);
    await countCall(subscription.visitor);
    // A socket that has closed meanwhile emits no further `close`, so its slot would never be released.
    if (socket.closed) return;
    socket.once('close', slots.acquire(subscription.visitor.conversation));
    if ((await directLine.keepAlive(subscription.visitor)) === 'ended') throw new Problem(404, { kind: 'ended' });
    if (closed) throw drainingProblem();
    server.handleUpgrade(request, socket, head, (ws) => {
      // Emitted when a client violates the protocol; `ws` has closed the stream by then.
      ws.on('error', () => undefined);
      monitorHeartbeat(ws, limits);
      void streamFeed(ws, subscription, feedOptions);
    });
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => {
        socket.destroy();
      });
      open(request, socket, head).catch((error: unknown) => {
        const reference = error instanceof Problem ? undefined : report(error);
        sendProblemOnSocket(socket, { problem: toProblem(error), reference, publicUrl });
      });
    },
    close() {
      closed = true;
      server.close();
      // "Service restart": clients reconnect at once, to another process and with their watermark.
      for (const ws of server.clients) ws.close(1012, 'restart');
    },
  };
}

/** @throws Problem 401, 403, 404 */
async function authorizeStream(
  options: DirectLineServerOptions,
  { headers, url = '' }: IncomingMessage,
): Promise<StreamSubscription> {
  const address = parseStreamUrl(url);
  if (address === undefined) throw new Problem(404);
  if (!isAllowedOrigin(options, headers.origin)) throw new Problem(403, { kind: 'foreign-origin' });
  const visitor = await verifyVisitorToken(options.tokens, address.token, 'stream');
  requireOwnConversation(visitor, address.conversation);
  return { visitor, since: address.watermark };
}
