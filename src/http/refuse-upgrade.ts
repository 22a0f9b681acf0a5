import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { BASE_HEADERS, UNSTORED } from './headers';
import type { Problem } from './problem';

/** Answers an upgrade with plain HTTP and ends the connection: nothing of the server's own machinery is left for it. */
export function refuseUpgrade(socket: Duplex, problem: Problem, reference?: string): void {
  const body = problem.body(reference);
  const headers = {
    ...BASE_HEADERS,
    ...UNSTORED,
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
