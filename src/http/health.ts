import { sendJson, sendProblem } from './answer';
import { Problem } from './problem';
import type { Route } from './route';

/** Something the service cannot work without. */
export interface Dependency {
  readonly name: string;
  /** Rejects when it does not answer. */
  check(): Promise<void>;
}

type State = 'up' | 'down';

const ANSWER_WITHIN = 2_000;

/** For whoever runs the service: does the process live, and can it serve? */
export const healthRoutes = (dependencies: readonly Dependency[]): readonly Route[] => [
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
      const states = await Promise.all(dependencies.map(async (one) => [one.name, await stateOf(one)] as const));
      const members = { dependencies: Object.fromEntries(states) };
      if (states.some(([, state]) => state === 'down')) {
        // No error of this request: sent, not thrown, or each probe would be logged as one.
        sendProblem(response, new Problem(503, { kind: 'not-ready', headers: { 'Retry-After': '5' }, members }));
        return;
      }
      sendJson(response, { status: 'ready', ...members });
    },
  },
];

async function stateOf(dependency: Dependency): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<State>((resolve) => {
    timer = setTimeout(() => {
      resolve('down');
    }, ANSWER_WITHIN);
  });
  const answered = dependency.check().then(
    (): State => 'up',
    (): State => 'down',
  );
  return Promise.race([answered, late]).finally(() => {
    clearTimeout(timer);
  });
}
