import { sendJson, sendProblem } from '../server/responses';
import { drainingProblem, type Draining } from '../server/draining';
import { Problem } from '../server/problem';
import type { Route } from '../server/route';

/** Something the service cannot work without. */
export interface Dependency {
  readonly name: string;
  /** Rejects when it does not answer. */
  check(): Promise<void>;
}

interface Finding {
  readonly state: 'up' | 'down';
  /** How long the answer took, or was waited for. */
  readonly ms: number;
}

const ANSWER_WITHIN = 2_000;

/** For whoever runs the service: does the process live, and can it serve? */
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
      // No error of these requests: sent, not thrown, or each probe would be logged as one.
      if (draining.phase !== 'staying') {
        sendProblem(response, drainingProblem());
        return;
      }
      const findings = await Promise.all(dependencies.map(async (one) => [one.name, await look(one)] as const));
      const members = { dependencies: Object.fromEntries(findings) };
      if (findings.some(([, { state }]) => state === 'down'))
        sendProblem(response, new Problem(503, { kind: 'not-ready', headers: { 'Retry-After': '5' }, members }));
      else sendJson(response, { status: 'ready', ...members });
    },
  },
];

async function look(dependency: Dependency): Promise<Finding> {
  const from = performance.now();
  const state = await stateOf(dependency);
  return { state, ms: Math.round(performance.now() - from) };
}

async function stateOf(dependency: Dependency): Promise<Finding['state']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN, 'down');
  });
  const answered = dependency.check().then(
    () => 'up' as const,
    () => 'down' as const,
  );
  return Promise.race([answered, late]).finally(() => {
    clearTimeout(timer);
  });
}
