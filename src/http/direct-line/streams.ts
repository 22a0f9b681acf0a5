import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { SECOND } from '../../domain/time';
import type { Random } from '../../ports/random';
import { isAllowedOrigin } from '../cors';
import { goingAway } from '../draining';
import { Problem, problemFrom } from '../problem';
import { refuseOnSocket } from '../refuse-on-socket';
import type { Sockets } from '../server';
import { readStreamAddress } from './address';
import type { DirectLineOptions } from './options';
import { watchPulse } from './pulse';
import { createSeats } from './seats';
import { tell, type Listening } from './stream';
import { requireOwn, requireVisitor } from './visitor';

export interface StreamsOptions extends DirectLineOptions {
  readonly random: Random;
  /** Hears of every stream that could not be opened, or not be kept, through no fault of its client. */
  onError(error: unknown, reference: string): void;
}

const HANDSHAKE = {
  noServer: true,
  /** Clients send empty texts (bytes). */
  maxPayload: 128,
  perMessageDeflate: false,
  /** Who does not answer a close is cut off: the process may be waiting to end. */
  closeTimeout: 2 * SECOND,
};

/** Direct Line's streams: `GET /v3/directline/conversations/:id/stream?watermark=…&t=…`. */
export function createStreams(options: StreamsOptions): Sockets {
  const { directLine, limits, countCall, publicUrl } = options;
  const server = new WebSocketServer(HANDSHAKE);
  const seats = createSeats(limits);
  let closed = false;
  const report = (error: unknown): string => {
    const reference = options.random.token(6);
    options.onError(error, reference);
    return reference;
  };
  const teller = { directLine, onTrouble: report };

  server.on('wsClientError', (_error, socket) => {
    refuseOnSocket(socket, { problem: new Problem(400), publicUrl });
  });

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const listening = await admit(options, request);
    await countCall(listening.visitor);
    // Gone meanwhile, and nobody would give the seat back.
    if (socket.closed) return;
    socket.once('close', seats.take(listening.visitor.conversation));
    if ((await directLine.keep(listening.visitor)) === 'ended') throw new Problem(404, { kind: 'ended' });
    if (closed) throw goingAway();
    server.handleUpgrade(request, socket, head, (ws) => {
      // A client that breaks the protocol: `ws` has closed the stream by then.
      ws.on('error', () => undefined);
      watchPulse(ws, limits);
      void tell(ws, listening, teller);
    });
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => {
        socket.destroy();
      });
      open(request, socket, head).catch((error: unknown) => {
        const reference = error instanceof Problem ? undefined : report(error);
        refuseOnSocket(socket, { problem: problemFrom(error), reference, publicUrl });
      });
    },
    close() {
      closed = true;
      server.close();
      // "Service restart": clients come back at once, to another process and to where they were.
      for (const ws of server.clients) ws.close(1012, 'restart');
    },
  };
}

/** @throws Problem */
async function admit(options: DirectLineOptions, { headers, url = '' }: IncomingMessage): Promise<Listening> {
  const address = readStreamAddress(url);
  if (address === undefined) throw new Problem(404);
  if (!isAllowedOrigin(options, headers.origin)) throw new Problem(403, { kind: 'foreign-origin' });
  const visitor = await requireVisitor(options.tokens, address.token, 'listen');
  requireOwn(visitor, address.conversation);
  return { visitor, since: address.watermark };
}
