import { request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Answer, Question } from './ask';

/** Asks over TLS, of whoever answers, from the given address of this machine. */
export const askFrom = (
  from: string,
  url: string,
  { body, headers = {}, method = 'GET', path }: Question,
): Promise<Answer> =>
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
