import { request as requestHttp, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface PostRequest {
  readonly to: Destination;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** As Node's HTTP client names its parts. */
export interface Destination {
  readonly protocol?: string | null | undefined;
  readonly hostname?: string | null | undefined;
  readonly port?: string | number | null | undefined;
}

export interface PostResponse {
  readonly status: number;
  /** The header as it came. */
  readonly retryAfter: string | undefined;
  /** The beginning of the body: all of it when it is no longer than an id needs. */
  readonly text: string;
}

/** Enough for an id; the rest is not read (characters). */
const MOST_TEXT = 16 * 1024;

/**
 * One POST, aborted when `expired` rejects. Node's own agents keep the connection and, told so by NODE_USE_ENV_PROXY, take the operator's
 * proxy. Redirects are not followed: what authorises the request goes nowhere else.
 * @throws Error of the connection
 */
export const post = ({ body, headers, path, to }: PostRequest, expired: Promise<never>): Promise<PostResponse> =>
  new Promise((resolve, reject) => {
    const { hostname, port, protocol } = to;
    const open = protocol === 'https:' ? requestHttps : requestHttp;
    const request = open({ protocol, hostname, port, path, headers, method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > MOST_TEXT) response.destroy();
      });
      // Also when the connection breaks in the middle: the status has come, and with it the channel's decision.
      response.once('close', () => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text });
      });
    });
    request.on('error', reject);
    expired.catch(() => request.destroy());
    request.end(body);
  });
