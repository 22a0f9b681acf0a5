import type { Request, Response } from 'restify';
import type { Problem } from './problem';

/** One address the server answers. A GET answers HEAD too. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  /** May have parameters: `/conversations/:id` gives `request.params.id`. */
  readonly path: string;
  /** Answers, or throws: a Problem as itself, Unavailable as 503, anything else as 500 with a reference only. */
  handle(request: Request, response: Response): Promise<void>;
  /** Shows a problem to a person who looks at this address. Programs get it as a document all the same. Throws nothing. */
  showProblem?(problem: Problem, request: Request, response: Response): void;
}
