import { request } from 'node:http';
import { withCanonicalHost } from '../../src/http/routes/widget/canonical-host';
import { sendPage } from '../../src/http/server/responses';
import type { Route } from '../../src/http/server/route';
import { startWebServer, type WebServer } from '../support/http/web-server';

const page: Route = {
  method: 'GET',
  path: '/home',
  handle(_request, response) {
    sendPage(response, 'here', {});
    return Promise.resolve();
  },
};

let site: WebServer;
let port = 0;

beforeAll(async () => {
  const home: Route = {
    ...page,
    handle: (incoming, response) => withCanonicalHost(page, `http://localhost:${port}`).handle(incoming, response),
  };
  site = await startWebServer({
    routes: [home, withCanonicalHost({ ...page, path: '/public' }, 'https://chat.example.org')],
  });
  port = Number(new URL(site.url).port);
});
afterAll(() => site.stop());

/** Requests the path with this Host header. @returns the status and the Location header */
const get = (path: string, host: string): Promise<readonly [number | undefined, string | undefined]> =>
  new Promise((resolve, reject) => {
    request({ port, path, headers: { Host: host } }, (response) => {
      response.resume();
      resolve([response.statusCode, response.headers.location]);
    })
      .once('error', reject)
      .end();
  });

describe('canonical host of the local pages', () => {
  it('serves a page under the host of its own public URL', async () => {
    expect(await get('/home', `localhost:${port}`)).toEqual([200, undefined]);
  });

  it.each(['127.0.0.1', '[::1]'])('redirects from %s to the host of its public URL', async (name) => {
    expect(await get('/home', `${name}:${port}`)).toEqual([302, `http://localhost:${port}/home`]);
  });

  it.each(['evil.example.org', 'localhost.example.org', '127.0.0.1:1'])(
    'serves a page without a redirect under the foreign host %s',
    async (host) => {
      expect(await get('/home', host)).toEqual([200, undefined]);
    },
  );

  it('serves a page under any host when its public URL is not local', async () => {
    expect(await get('/public', `127.0.0.1:${port}`)).toEqual([200, undefined]);
  });
});
