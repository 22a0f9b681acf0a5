import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** How old or young a signature may be, in ms. */
const FRESH_WITHIN = 5 * 60_000;

export interface SignedRequest {
  readonly method: string;
  readonly pathAndQuery: string;
  readonly host: string;
  /** As in HTTP headers. */
  readonly date: string;
  readonly body: string;
}

/** The headers that prove who asks, when, and for what: an access key's HMAC over all of it. */
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

/** Whether the request is signed with the key, for its very body, and just now. */
export function hasValidSignature(
  { headers, method = '', url: pathAndQuery = '' }: IncomingMessage,
  { accessKey, body }: { accessKey: string; body: string },
): boolean {
  const date = String(headers['x-ms-date']);
  const expected = signatureHeaders({ method, pathAndQuery, host: headers.host ?? '', date, body }, accessKey);
  const isFresh = Math.abs(Date.now() - Date.parse(date)) <= FRESH_WITHIN;
  return isFresh && Object.entries(expected).every(([name, value]) => headers[name] === value);
}
