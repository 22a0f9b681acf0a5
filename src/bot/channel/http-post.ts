import { request as requestHttp, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface PostRequest {
  readonly to: Destination;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Parts of an address as Node's HTTP client names them. */
export interface Destination {
  readonly protocol?: string | null | undefined;
  readonly hostname?: string | null | undefined;
  readonly port?: string | number | null | undefined;
}

export interface PostResponse {
  readonly status: number;
  /** The Retry-After header. */
  readonly retryAfter: string | undefined;
  /** The body; it is read no further once it is longer than `MAX_TEXT`. */
  readonly text: string;
}

/** Enough for the id of a message (characters). */
const MAX_TEXT = 16 * 1024;

/**
 * Sends one POST and aborts it when `expired` rejects. Node's own agents keep connections alive and use the operator's proxy when
 * NODE_USE_ENV_PROXY is set. Redirects are not followed, so that the Authorization header reaches no other host.
 * @throws Error of the connection
 */
export const postJson = ({ body, headers, path, to }: PostRequest, expired: Promise<never>): Promise<PostResponse> =>
  new Promise((resolve, reject) => {
    const { hostname, port, protocol } = to;
    const open = protocol === 'https:' ? requestHttps : requestHttp;
    const request = open({ protocol, hostname, port, path, headers, method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > MAX_TEXT) response.destroy();
      });
      // Resolves also when the connection breaks within the body, because the status tells whether the channel accepted the message.
      response.once('close', () => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text });
      });
    });
    request.on('error', reject);
    expired.catch(() => request.destroy());
    request.end(body);
  });
