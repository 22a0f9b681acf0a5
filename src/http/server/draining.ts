import { sendProblem } from './responses';
import { Problem } from './problem';
import type { Route } from './route';

/**
 * How far this process is on its way out. `leaving`: it serves as before, so that a balancer that has not noticed yet loses nobody's message.
 * `closing`: turns that are under way end, and no other begins.
 */
export type DrainPhase = 'staying' | 'leaving' | 'closing';

export interface Draining {
  readonly phase: DrainPhase;
  start(): void;
  close(): void;
}

export function createDraining(): Draining {
  let departure: DrainPhase = 'staying';
  return {
    get phase() {
      return departure;
    },
    start() {
      if (departure === 'staying') departure = 'leaving';
    },
    close() {
      departure = 'closing';
    },
  };
}

/** Tried again at once it reaches another process, or this one's successor. */
export const drainingProblem = (): Problem => new Problem(503, { kind: 'draining', headers: { 'Retry-After': '1' } });

/** The same route until the process takes no more turns. */
export const refuseOnceClosing = (route: Route, draining: Draining): Route => ({
  ...route,
  async handle(request, response) {
    // No error of this request: sent, not thrown, or each would be logged as one.
    if (draining.phase === 'closing') sendProblem(response, drainingProblem());
    else await route.handle(request, response);
  },
});
