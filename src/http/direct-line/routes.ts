import { allowOrigin, preflightRoute } from '../cors';
import { untilClosing } from '../draining';
import { Problem } from '../problem';
import type { Route } from '../route';
import { activityRoutes } from './activities';
import { ROOT } from './address';
import { conversationRoutes } from './conversations';
import type { SpeakingOptions } from './options';
import { createRequireSpeaker } from './visitor';

/** Direct Line 3.0, as its clients call it. Streams are opened by `createStreams`. */
export function directLineRoutes(options: SpeakingOptions): readonly Route[] {
  const requireSpeaker = createRequireSpeaker(options.tokens, options.countCall);
  const calls = [
    ...conversationRoutes(options, requireSpeaker),
    ...activityRoutes(options, requireSpeaker),
    // Tokens are given to visitors elsewhere; here a service would show its secret, and there is none.
    refusal({ method: 'POST', path: `${ROOT}/tokens/generate` }, 403),
    // Only signing in with another account asks for it. Clients go on without.
    refusal({ method: 'GET', path: `${ROOT}/session/getsessionid` }, 404),
  ];
  const paths = new Set(calls.map(({ path }) => path));
  const preflights = [...paths].map((path) => preflightRoute(path, options));
  return [...preflights, ...calls.map((route) => withOrigin(untilClosing(route, options.draining), options))];
}

const withOrigin = (route: Route, options: SpeakingOptions): Route => ({
  ...route,
  async handle(request, response) {
    allowOrigin(options, request, response);
    await route.handle(request, response);
  },
});

const refusal = (address: Pick<Route, 'method' | 'path'>, status: number): Route => ({
  ...address,
  handle: () => Promise.reject(new Problem(status)),
});
