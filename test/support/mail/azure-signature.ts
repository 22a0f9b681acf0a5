import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The largest accepted difference (ms) between a signature's time and now. */
const FRESH_WITHIN = 5 * 60_000;

export interface SignedRequest {
  readonly method: string;
  readonly pathAndQuery: string;
  readonly host: string;
  /** In the format of HTTP headers. */
  readonly date: string;
  readonly body: string;
}

/** Returns the headers that sign the request: an HMAC of the access key over method, path, date, host and body. */
export function signatureHeaders({ body, date, host, method, pathAndQuery }: SignedRequest, accessKey: string) {
  const contentHash = createHash('sha256').update(body).digest('base64');
  const signature = createHmac('sha256', Buffer.from(accessKey, 'base64'))
    .update(`${method}\n${pathAndQuery}\n${date};${host};${contentHash}`)
    .digest('base64');
  return {
    'x-ms-date': date,
    'x-ms-content-sha256': contentHash,
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  };
}

/** Returns whether the request has a fresh signature of this key over its very body. */
export function hasValidSignature(
  { headers, method = '', url: pathAndQuery = '' }: IncomingMessage,
  { accessKey, body }: { accessKey: string; body: string },
): boolean {
  const date = String(headers['x-ms-date']);
  const expected = signatureHeaders({ method, pathAndQuery, host: headers.host ?? '', date, body }, accessKey);
  const isFresh = Math.abs(Date.now() - Date.parse(date)) <= FRESH_WITHIN;
  return isFresh && Object.entries(expected).every(([name, value]) => headers[name] === value);
}
