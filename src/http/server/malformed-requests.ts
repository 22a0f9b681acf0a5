import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from './problem';
import { sendProblemOnSocket } from './socket-problem';

/** Node's names for what it refuses by itself, where that is not just a bad request. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * What cannot be read as a request is answered like any other fault, with the same headers: Node's own answer has none. A connection that
 * is in the middle of an answer is cut instead, or this one would be taken for a part of it.
 */
export function answerMalformedRequests(server: Server, publicUrl: string): void {
  const underWay = new WeakMap<Duplex, Set<ServerResponse>>();

  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const own = underWay.get(socket) ?? new Set();
    underWay.set(socket, own.add(response));
    response.once('close', () => own.delete(response));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const isAnswering = [...(underWay.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    if (!socket.writable || isAnswering) socket.destroy(error);
    else sendProblemOnSocket(socket, { problem: new Problem(STATUS[error.code ?? ''] ?? 400), publicUrl });
  });
  // Whatever else than `100-continue` is expected may be passed over (RFC 9110, 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}
