import type { IncomingMessage } from 'node:http';
import { Problem } from './problem';

/** Upper bound on a body with a token or a key, in bytes. */
export const SMALL_BODY_BYTES = 4 * 1024;

const PLAIN_JSON: readonly string[] = ['application/json'];

/** Whether the request announces a body (RFC 9112, 6.3). */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Reads and parses the request's JSON. Compressed bodies are rejected, so that a small body cannot grow.
 * @param limit upper bound in bytes
 * @param types accepted media types, in lower case
 * @throws Problem 415 for any other type or encoding, 413 beyond the limit, 400 for text that is no JSON or a connection that closes early
 */
export async function readJsonBody(request: IncomingMessage, limit: number, types = PLAIN_JSON): Promise<unknown> {
  requireType(request, types);
  const bytes = await readBytes(request, limit);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Problem(400);
  }
}

function requireType({ headers }: IncomingMessage, types: readonly string[]): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  if (!types.includes(type.trim().toLowerCase()) || !isPlain) throw new Problem(415);
}

function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      // The rest is not read: the connection ends with the response.
      reject(new Problem(413, { headers: { Connection: 'close' } }));
    });
    // A client that disconnects in the middle is a client error, and is not logged as one of the server.
    const abort = () => {
      reject(new Problem(400));
    };
    request.once('end', () => {
      // Every request emits `close` after `end`. Removing the listener saves creating an error that is never used.
      request.off('close', abort);
      resolve(Buffer.concat(chunks));
    });
    request.once('error', abort);
    request.once('close', abort);
  });
}
