import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { text } from 'node:stream/consumers';

export interface RequestSpec {
  readonly method?: string;
  /** Sent exactly as written, even an absolute address. */
  readonly path: string;
  /** Any header, `Host` included. */
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

export interface ReceivedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request without the rules of browsers, and follows no redirect. */
export const sendRequest = (
  url: string,
  { body, headers = {}, method = 'GET', path }: RequestSpec,
): Promise<ReceivedResponse> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      }, reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });

/** Sends a request over TLS from the given address of this machine, and accepts any certificate. */
export const sendTlsRequest = (
  from: string,
  url: string,
  { body, headers = {}, method = 'GET', path }: RequestSpec,
): Promise<ReceivedResponse> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const options = { hostname: 'localhost', family: 4, port, method, path, headers, agent: false };
    const sent = requestOverTls({ ...options, localAddress: from, rejectUnauthorized: false }, (response) => {
      text(response).then((receivedBody) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: receivedBody });
      }, reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
