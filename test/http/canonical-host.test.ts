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
    handle: (asked, response) => withCanonicalHost(page, `http://localhost:${port}`).handle(asked, response),
  };
  site = await startWebServer({
    routes: [home, withCanonicalHost({ ...page, path: '/public' }, 'https://chat.example.org')],
  });
  port = Number(new URL(site.url).port);
});
afterAll(() => site.stop());

/** Asks under a name of the test's choice. */
const ask = (path: string, host: string): Promise<readonly [number | undefined, string | undefined]> =>
  new Promise((resolve, reject) => {
    request({ port, path, headers: { Host: host } }, (response) => {
      response.resume();
      resolve([response.statusCode, response.headers.location]);
    })
      .once('error', reject)
      .end();
  });

describe('pages in local mode', () => {
  it('is shown where the service calls itself', async () => {
    expect(await ask('/home', `localhost:${port}`)).toEqual([200, undefined]);
  });

  it.each(['127.0.0.1', '[::1]'])('leads whoever asks at %s to that name', async (name) => {
    expect(await ask('/home', `${name}:${port}`)).toEqual([302, `http://localhost:${port}/home`]);
  });

  it.each(['evil.example.org', 'localhost.example.org', '127.0.0.1:1'])('leads nobody anywhere at %s', async (host) => {
    expect(await ask('/home', host)).toEqual([200, undefined]);
  });

  it('is shown at any name where the public address is elsewhere', async () => {
    expect(await ask('/public', `127.0.0.1:${port}`)).toEqual([200, undefined]);
  });
});
