import { request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { ReceivedResponse, RequestSpec } from './http/request';

/** Asks over TLS, of whoever answers, from the given address of this machine. */
export const sendTlsRequest = (
  from: string,
  url: string,
  { body, headers = {}, method = 'GET', path }: RequestSpec,
): Promise<ReceivedResponse> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const options: RequestOptions = { hostname: 'localhost', family: 4, port, method, path, headers, agent: false };
    const sent = request({ ...options, localAddress: from, rejectUnauthorized: false }, (response) => {
      text(response).then((said) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said });
      }, reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
