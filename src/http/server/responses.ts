import type { Response } from 'restify';
import type { Problem } from './problem';

type Headers = Readonly<Record<string, string>>;

/** Answers with JSON. */
export function sendJson(response: Response, body: unknown): void {
  sendResponse(response, { status: 200, type: 'application/json', body: JSON.stringify(body), headers: {} });
}

/** Answers with a page. */
export function sendPage(response: Response, html: string, headers: Headers): void {
  sendResponse(response, { status: 200, type: 'text/html; charset=utf-8', body: html, headers });
}

/** `reference`: what the person can tell us of a 5xx, and what the log knows it by. */
export function sendProblem(response: Response, problem: Problem, reference?: string): void {
  const { options, status } = problem;
  const body = problem.body(reference);
  sendResponse(response, { status, type: 'application/problem+json', body, headers: options.headers ?? {} });
}

export interface ResponseContent {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers: Headers;
}

/** restify's formatters are passed by: they would negotiate the type and print errors' texts. */
export function sendResponse(response: Response, { status, type, body, headers }: ResponseContent): void {
  const length = String(Buffer.byteLength(body));
  response.sendRaw(status, body, { ...headers, 'Content-Type': type, 'Content-Length': length });
}
