import type { IncomingMessage } from 'node:http';
import { Problem } from './problem';

/** Enough for a token or a key. */
export const SMALL_BODY_BYTES = 4 * 1024;

const PLAIN_JSON: readonly string[] = ['application/json'];

/**
 * The request's JSON. `limit` in bytes, and nothing is unpacked, so that a small body cannot grow. `types`: what JSON may be called there,
 * in small letters.
 * @throws Problem 415 for any other type, 413 beyond the limit, 400 for text that is no JSON
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
      // The rest is not worth reading: the connection ends with the answer.
      reject(new Problem(413, { headers: { Connection: 'close' } }));
    });
    // Whoever left in the middle is no fault of ours.
    const leave = () => {
      reject(new Problem(400));
    };
    request.once('end', () => {
      // Each request closes after its end, and an error that nobody hears costs its stack all the same.
      request.off('close', leave);
      resolve(Buffer.concat(chunks));
    });
    request.once('error', leave);
    request.once('close', leave);
  });
}
