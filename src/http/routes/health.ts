import { sendJson, sendProblem } from '../server/responses';
import { drainingProblem, type Draining } from '../server/draining';
import { Problem } from '../server/problem';
import { withTimeout } from '../../timing/with-timeout';
import type { Route } from '../server/route';

/** An external system that the service cannot work without. */
export interface Dependency {
  readonly name: string;
  /** Rejects when it does not answer. */
  check(): Promise<void>;
}

interface CheckResult {
  readonly state: 'up' | 'down';
  /** Duration of the check, up to its time-out. */
  readonly ms: number;
}

const CHECK_TIMEOUT = 2_000;

/** Routes for orchestrators: `/livez` says that the process runs, `/readyz` whether it can serve. */
export const healthRoutes = (dependencies: readonly Dependency[], draining: Draining): readonly Route[] => [
  {
    method: 'GET',
    path: '/livez',
    handle(_request, response) {
      sendJson(response, { status: 'alive' });
      return Promise.resolve();
    },
  },
  {
    method: 'GET',
    path: '/readyz',
    async handle(_request, response) {
      // Sent instead of thrown: a thrown 503 would be logged as an error for each probe.
      if (draining.phase !== 'serving') {
        sendProblem(response, drainingProblem());
        return;
      }
      const results = await Promise.all(dependencies.map(async (each) => [each.name, await check(each)] as const));
      const members = { dependencies: Object.fromEntries(results) };
      if (results.some(([, { state }]) => state === 'down'))
        sendProblem(response, new Problem(503, { kind: 'not-ready', headers: { 'Retry-After': '5' }, members }));
      else sendJson(response, { status: 'ready', ...members });
    },
  },
];

async function check(dependency: Dependency): Promise<CheckResult> {
  const from = performance.now();
  const state = await stateOf(dependency);
  return { state, ms: Math.round(performance.now() - from) };
}

async function stateOf(dependency: Dependency): Promise<CheckResult['state']> {
  const answered = dependency.check().then(
    () => 'up' as const,
    () => 'down' as const,
  );
  return withTimeout(CHECK_TIMEOUT, answered, () => 'down');
}
