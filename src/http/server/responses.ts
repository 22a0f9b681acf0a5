import type { Response } from 'restify';
import type { Problem } from './problem';

type Headers = Readonly<Record<string, string>>;

export function sendJson(response: Response, body: unknown): void {
  sendResponse(response, { status: 200, type: 'application/json', body: JSON.stringify(body), headers: {} });
}

export function sendPage(response: Response, html: string, headers: Headers): void {
  sendResponse(response, { status: 200, type: 'text/html; charset=utf-8', body: html, headers });
}

/** @param reference identifies a 5xx in the log; the response shows it so that the person can report it */
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

/** Bypasses restify's formatters, which would negotiate the type and print the texts of errors. */
export function sendResponse(response: Response, { status, type, body, headers }: ResponseContent): void {
  const length = String(Buffer.byteLength(body));
  response.sendRaw(status, body, { ...headers, 'Content-Type': type, 'Content-Length': length });
}
