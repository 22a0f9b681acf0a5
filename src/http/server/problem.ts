import { STATUS_CODES } from 'node:http';
import { Unavailable } from '../../ports/errors';

export interface ProblemOptions {
  /** What went wrong beyond what the status says; without it the status says all. */
  readonly kind?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An answer other than success, as RFC 9457 `application/problem+json`. Titles are for programs; pages have their own words. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly options: ProblemOptions = {},
  ) {
    super(options.kind ?? STATUS_CODES[status] ?? 'Error');
  }

  /** The answer's body. */
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

/** What the outside may learn of an error: the status. Its text may quote values and stays with us. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Unavailable) return new Problem(503, { headers: { 'Retry-After': RETRY_SECONDS } });
  return new Problem(refusedByServer(error) ?? 500);
}

/** restify's own refusals (404, 405) carry their status; a 5xx of its making is a bug like any other. */
function refusedByServer(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
