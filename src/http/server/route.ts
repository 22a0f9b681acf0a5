import type { Request, Response } from 'restify';
import type { Problem } from './problem';

/** One method and path of the server. A GET route also answers HEAD. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  /** May contain parameters: `/conversations/:id` gives `request.params.id`. */
  readonly path: string;
  /** Sends the response or throws. The server answers a Problem as it is, Unavailable with 503, and any other error with 500 and a reference. */
  handle(request: Request, response: Response): Promise<void>;
  /** Sends a problem as a page to a browser that navigates to this path; other clients still get JSON. Must not throw. */
  showProblem?(problem: Problem, request: Request, response: Response): void;
}
