import { requireAllowedOrigin, preflightRoute } from '../../guards/origins';
import { refuseOnceClosing } from '../../server/draining';
import { Problem } from '../../server/problem';
import type { Route } from '../../server/route';
import { activityRoutes } from './activities';
import { DIRECT_LINE_ROOT } from './urls';
import { conversationRoutes } from './conversations';
import type { DirectLineRoutesOptions } from './options';
import { createAuthenticateVisitor } from './authenticate';

/** The routes of Direct Line 3.0 that its clients call. `createStreamServer` opens the streams. */
export function directLineRoutes(options: DirectLineRoutesOptions): readonly Route[] {
  const authenticate = createAuthenticateVisitor(options.tokens, options.countCall);
  const calls = [
    ...conversationRoutes(options, authenticate),
    ...activityRoutes(options, authenticate),
    // Exchanges a secret for a token, and there is no secret: visitors get tokens from `/api/token`.
    failingRoute({ method: 'POST', path: `${DIRECT_LINE_ROOT}/tokens/generate` }, 403),
    // Needed only for signing in with another account. Clients go on without it.
    failingRoute({ method: 'GET', path: `${DIRECT_LINE_ROOT}/session/getsessionid` }, 404),
  ];
  const paths = new Set(calls.map(({ path }) => path));
  const preflights = [...paths].map((path) => preflightRoute(path, options));
  return [...preflights, ...calls.map((route) => withOrigin(refuseOnceClosing(route, options.draining), options))];
}

const withOrigin = (route: Route, options: DirectLineRoutesOptions): Route => ({
  ...route,
  async handle(request, response) {
    requireAllowedOrigin(options, request, response);
    await route.handle(request, response);
  },
});

const failingRoute = (address: Pick<Route, 'method' | 'path'>, status: number): Route => ({
  ...address,
  handle: () => Promise.reject(new Problem(status)),
});
