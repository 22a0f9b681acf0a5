import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemRandom as random } from '../../../src/adapters/system/random';
import { sendResponse } from '../../../src/http/server/responses';
import { assetRoutes } from '../../../src/http/routes/web-files/assets';
import type { Route } from '../../../src/http/server/route';
import { createHttpServer } from '../../../src/http/server/server';
import type { WebFiles } from '../../../src/http/routes/web-files/web-files';
import { embedScriptRoute } from '../../../src/http/routes/widget/embed-script';
import { shutdownTimes } from '../../../src/policy/shutdown';

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** How the framed chat answers the embedding page: like the real chat, or never, like a service that is down. */
export interface ChatAvailability {
  answers: 'at once' | 'never';
}

export interface ChatServerOptions {
  readonly web: WebFiles;
  readonly availability?: ChatAvailability;
  /** Returns further routes. `url` is valid only once the server listens. */
  routes?(url: () => string): readonly Route[];
}

/** Starts the server of the chat: the real embed script, and a fake chat for the frame that exchanges messages with the embedding page. */
export async function startChatServer(options: ChatServerOptions): Promise<TestServer> {
  const { web, availability = { answers: 'at once' } } = options;
  let url = '';
  const server = createHttpServer({
    drainTimeout: shutdownTimes.requests,
    routes: [
      ...(options.routes?.(() => url) ?? []),
      embedScriptRoute(web),
      ...assetRoutes(web),
      fakeChatRoute(availability),
    ],
    random,
    publicUrl: url,
    onError: (error) => {
      throw error;
    },
  });
  url = `http://localhost:${await server.listen(0)}`;
  return { url, stop: () => server.close() };
}

/** The fake chat. `received` holds every message of the embedding page. A silent chat answers late when a test calls `say`. */
const CHAT = `<!doctype html><html lang="es"><title>Chat</title><meta name="color-scheme" content="light dark">
<main aria-label="Chat"><h1>Chat</h1><label>Mensaje <input></label></main>
<script>
  const received = [], input = document.querySelector('input');
  let host;
  const say = (message) => parent.postMessage(message, host);
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent) return;
    received.push(data);
    if (data.type === 'iess-chat:hello') host = origin;
    if (data.type === 'iess-chat:hello' && ANSWERS) say({ type: 'iess-chat:ready' });
    if (data.type === 'iess-chat:opened' && data.focus) input.focus();
  });
  addEventListener('keydown', ({ key }) => { if (key === 'Escape') say({ type: 'iess-chat:close' }); });
</script></html>`;

const fakeChatRoute = (availability: ChatAvailability): Route => ({
  method: 'GET',
  path: '/widget',
  handle(_request, response) {
    response.removeHeader('X-Frame-Options');
    const body = CHAT.replace('ANSWERS', String(availability.answers === 'at once'));
    const headers = { 'Content-Security-Policy': 'frame-ancestors *', 'Cache-Control': 'no-store' };
    sendResponse(response, { status: 200, type: 'text/html; charset=utf-8', body, headers });
    return Promise.resolve();
  },
});

/** Starts the site of the institution: another origin, with its own pages and its own Content Security Policy. */
export async function startInstitutionServer(
  page: (path: string) => { html: string; policy?: string },
): Promise<TestServer> {
  const server = createServer((request, response) => {
    const { html, policy } = page(request.url ?? '/');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (policy !== undefined) response.setHeader('Content-Security-Policy', policy);
    response.end(`<!doctype html>${html}`);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
