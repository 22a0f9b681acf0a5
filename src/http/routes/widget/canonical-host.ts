import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../../domain/loopback';
import { sendResponse } from '../../server/responses';
import type { Route } from '../../server/route';

/**
 * At a desk people type `127.0.0.1` where the service calls itself `localhost`. To browsers these are two sites, and the chat of one is refused
 * to the other: such visitors are led to the public address. Nobody else is led anywhere.
 */
export const withCanonicalHost = (route: Route, publicUrl: string): Route => ({
  ...route,
  handle(request, response) {
    const home = new URL(route.path, publicUrl);
    if (!isNamesake(request, home)) return route.handle(request, response);
    sendResponse(response, { status: 302, type: 'text/plain', body: '', headers: { Location: home.href } });
    return Promise.resolve();
  },
});

/** Another name of this machine, and the same port. */
function isNamesake({ headers }: IncomingMessage, home: URL): boolean {
  const address = `http://${headers.host ?? ''}`;
  if (!URL.canParse(address)) return false;
  const asked = new URL(address);
  const areLocal = isLoopback(asked.hostname) && isLoopback(home.hostname);
  return areLocal && asked.port === home.port && asked.hostname !== home.hostname;
}
