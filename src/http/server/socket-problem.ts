import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { baseHeaders } from './headers';
import type { Problem } from './problem';

export interface SocketProblem {
  readonly problem: Problem;
  readonly reference?: string;
  readonly publicUrl: string;
}

/** Writes a problem as plain HTTP and ends the connection, for sockets that have no response object. */
export function sendProblemOnSocket(socket: Duplex, { problem, publicUrl, reference }: SocketProblem): void {
  const body = problem.body(reference);
  const headers = {
    ...baseHeaders(publicUrl),
    ...problem.options.headers,
    Connection: 'close',
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
  };
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Error'}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.once('finish', () => {
    socket.destroy();
  });
  socket.end([status, ...lines, '', body].join('\r\n'));
}
