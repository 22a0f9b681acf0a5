import { STATUS_CODES } from 'node:http';
import { ceilToSeconds } from '../../domain/time';
import { Unavailable } from '../../ports/errors';

export interface ProblemOptions {
  /** Names the problem in `type`; without it the type is `about:blank`, and the status says everything. */
  readonly kind?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An error response as RFC 9457 `application/problem+json`. Its title is for programs; pages show their own texts. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly options: ProblemOptions = {},
  ) {
    super(options.kind ?? STATUS_CODES[status] ?? 'Error');
  }

  /** Returns the response's body. @param reference ties a 5xx to its log line */
  body(reference?: string): string {
    const { kind, members } = this.options;
    return JSON.stringify({
      type: kind === undefined ? 'about:blank' : `urn:problem:${kind}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      ...(reference === undefined ? {} : { reference }),
      ...members,
    });
  }
}

const RETRY_SECONDS = '5';

/** Returns the problem of a rate limit that allows the next request in `msLeft` milliseconds. */
export const tooManyRequests = (kind: string, msLeft: number): Problem =>
  new Problem(429, { kind, headers: { 'Retry-After': String(ceilToSeconds(msLeft)) } });

/** Turns an error into a response that reveals nothing but a status: the error's text may quote personal data. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Unavailable) return new Problem(503, { headers: { 'Retry-After': RETRY_SECONDS } });
  return new Problem(restifyClientError(error) ?? 500);
}

/** Returns the status of restify's own client errors (404, 405); a 5xx of restify is handled as a bug. */
function restifyClientError(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
