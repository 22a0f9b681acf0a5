import { sendProblem } from './responses';
import { Problem } from './problem';
import type { Route } from './route';

/**
 * How far the shutdown of this process is. `draining`: it serves as before, so that no message is lost until the load balancer has noticed.
 * `closing`: turns in flight end, and no new turn begins.
 */
export type DrainPhase = 'serving' | 'draining' | 'closing';

export interface Draining {
  readonly phase: DrainPhase;
  start(): void;
  close(): void;
}

export function createDraining(): Draining {
  let phase: DrainPhase = 'serving';
  return {
    get phase() {
      return phase;
    },
    start() {
      if (phase === 'serving') phase = 'draining';
    },
    close() {
      phase = 'closing';
    },
  };
}

/** The client may retry after a second: the request then reaches another process, or this one's successor. */
export const drainingProblem = (): Problem => new Problem(503, { kind: 'draining', headers: { 'Retry-After': '1' } });

/** Wraps a route so that it answers 503 once the process begins no more turns. */
export const refuseOnceClosing = (route: Route, draining: Draining): Route => ({
  ...route,
  async handle(request, response) {
    // Sent instead of thrown: a thrown 503 would be logged as an error for each request.
    if (draining.phase === 'closing') sendProblem(response, drainingProblem());
    else await route.handle(request, response);
  },
});
