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

/** How the framed chat behaves: as the real one towards the page around it, or like a service that is down. */
export interface ChatAvailability {
  answers: 'at once' | 'never';
}

export interface ChatServerOptions {
  readonly web: WebFiles;
  readonly availability?: ChatAvailability;
  /** Made once the address is known. */
  routes?(url: () => string): readonly Route[];
}

/** Where the chat lives: the real embed script, and a stand-in for the framed chat that speaks to the page around it. */
export async function startChatServer(options: ChatServerOptions): Promise<TestServer> {
  const { web, availability = { answers: 'at once' } } = options;
  let url = '';
  const server = createHttpServer({
    drainTimeout: shutdownTimes.requests,
    routes: [
      ...(options.routes?.(() => url) ?? []),
      embedScriptRoute(web),
      ...assetRoutes(web),
      chatStandIn(availability),
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

/** `heard`: every message as it came. `hello` made by hand is how a test lets a silent chat come to life late. */
const CHAT = `<!doctype html><html lang="es"><title>Chat</title><meta name="color-scheme" content="light dark">
<main aria-label="Chat"><h1>Chat</h1><label>Mensaje <input></label></main>
<script>
  const heard = [], input = document.querySelector('input');
  let host;
  const say = (message) => parent.postMessage(message, host);
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent) return;
    heard.push(data);
    if (data.type === 'iess-chat:hello') host = origin;
    if (data.type === 'iess-chat:hello' && ANSWERS) say({ type: 'iess-chat:ready' });
    if (data.type === 'iess-chat:opened' && data.focus) input.focus();
  });
  addEventListener('keydown', ({ key }) => { if (key === 'Escape') say({ type: 'iess-chat:close' }); });
</script></html>`;

const chatStandIn = (mood: ChatAvailability): Route => ({
  method: 'GET',
  path: '/widget',
  handle(_request, response) {
    response.removeHeader('X-Frame-Options');
    const body = CHAT.replace('ANSWERS', String(mood.answers === 'at once'));
    const headers = { 'Content-Security-Policy': 'frame-ancestors *', 'Cache-Control': 'no-store' };
    sendResponse(response, { status: 200, type: 'text/html; charset=utf-8', body, headers });
    return Promise.resolve();
  },
});

/** The institution's site: another origin, with pages and a policy of its own. */
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
