import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../../domain/loopback';
import { sendResponse } from '../../server/responses';
import type { Route } from '../../server/route';

/**
 * Redirects visitors of another loopback name to the public URL. In local mode people type `127.0.0.1` while the public URL says
 * `localhost`; to browsers these are two origins, and the chat of one may not be framed by the other. Requests to any other host are not
 * redirected.
 */
export const withCanonicalHost = (route: Route, publicUrl: string): Route => ({
  ...route,
  handle(request, response) {
    const canonical = new URL(route.path, publicUrl);
    if (!isLoopbackAlias(request, canonical)) return route.handle(request, response);
    sendResponse(response, { status: 302, type: 'text/plain', body: '', headers: { Location: canonical.href } });
    return Promise.resolve();
  },
});

/** Whether the request names another loopback host with the same port. */
function isLoopbackAlias({ headers }: IncomingMessage, canonical: URL): boolean {
  const url = `http://${headers.host ?? ''}`;
  if (!URL.canParse(url)) return false;
  const requested = new URL(url);
  const areLoopback = isLoopback(requested.hostname) && isLoopback(canonical.hostname);
  return areLoopback && requested.port === canonical.port && requested.hostname !== canonical.hostname;
}
