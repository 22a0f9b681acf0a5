import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from './problem';
import { sendProblemOnSocket } from './socket-problem';

/** Statuses of the error codes with which Node rejects a request by itself; every other code gives 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers requests that cannot be parsed with a problem and the base headers, which Node's own response lacks. A connection in the middle
 * of a response is destroyed instead, since the client would take the problem for a part of that response.
 */
export function answerMalformedRequests(server: Server, publicUrl: string): void {
  const responsesBySocket = new WeakMap<Duplex, Set<ServerResponse>>();

  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const open = responsesBySocket.get(socket) ?? new Set();
    responsesBySocket.set(socket, open.add(response));
    response.once('close', () => open.delete(response));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const isAnswering = [...(responsesBySocket.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    if (!socket.writable || isAnswering) socket.destroy(error);
    else sendProblemOnSocket(socket, { problem: new Problem(STATUS[error.code ?? ''] ?? 400), publicUrl });
  });
  // An expectation other than `100-continue` may be ignored (RFC 9110, 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}
