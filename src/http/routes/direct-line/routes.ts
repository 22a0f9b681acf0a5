import { requireAllowedOrigin, preflightRoute } from '../../guards/origins';
import { refuseOnceClosing } from '../../server/draining';
import { Problem } from '../../server/problem';
import type { Route } from '../../server/route';
import { activityRoutes } from './activities';
import { DIRECT_LINE_ROOT } from './urls';
import { conversationRoutes } from './conversations';
import type { DirectLineRoutesOptions } from './options';
import { createAuthenticateVisitor } from './authenticate';

/** Direct Line 3.0, as its clients call it. Streams are opened by `createStreams`. */
export function directLineRoutes(options: DirectLineRoutesOptions): readonly Route[] {
  const requireSpeaker = createAuthenticateVisitor(options.tokens, options.countCall);
  const calls = [
    ...conversationRoutes(options, requireSpeaker),
    ...activityRoutes(options, requireSpeaker),
    // Tokens are given to visitors elsewhere; here a service would show its secret, and there is none.
    refusal({ method: 'POST', path: `${DIRECT_LINE_ROOT}/tokens/generate` }, 403),
    // Only signing in with another account asks for it. Clients go on without.
    refusal({ method: 'GET', path: `${DIRECT_LINE_ROOT}/session/getsessionid` }, 404),
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

const refusal = (address: Pick<Route, 'method' | 'path'>, status: number): Route => ({
  ...address,
  handle: () => Promise.reject(new Problem(status)),
});
