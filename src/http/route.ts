import type { Request, Response } from 'restify';

/** One address the server answers. A GET answers HEAD too. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  /** May have parameters: `/conversations/:id` gives `request.params.id`. */
  readonly path: string;
  /** Answers, or throws: a Problem as itself, Unavailable as 503, anything else as 500 with a reference only. */
  handle(request: Request, response: Response): Promise<void>;
}
