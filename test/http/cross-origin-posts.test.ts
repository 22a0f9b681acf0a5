import { sendRequest, type ReceivedResponse } from '../support/http/request';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startService, type RunningService } from '../support/http/running-service';

/**
 * Who may POST to a route: our own pages, pages of institutions as well, or other servers. Servers authenticate with a token. No page can
 * make a browser POST to their routes: CORS permits no page to send JSON there, and the routes accept nothing else.
 */
type Callers = 'our pages' | 'institution pages' | 'servers';

const CALLERS: Readonly<Record<string, Callers>> = {
  '/api/messages': 'servers',
  '/api/mail-events': 'servers',
  '/api/reset/open': 'our pages',
  '/api/reset/key': 'our pages',
  '/api/token': 'institution pages',
  '/v3/directline/conversations': 'institution pages',
  '/v3/directline/conversations/:id/activities': 'institution pages',
  '/v3/directline/conversations/:id/upload': 'institution pages',
  '/v3/directline/tokens/generate': 'institution pages',
  '/v3/directline/tokens/refresh': 'institution pages',
};

const INSTITUTION = 'https://www.example.org';
const OTHER_SITE = 'https://www.example.com';

type RequestHeaders = Readonly<Record<string, string>>;

/** Headers that browsers send with a POST of another site's page, and contradictory ones that they never send. */
const FOREIGN_HEADERS: readonly RequestHeaders[] = [
  { Origin: OTHER_SITE },
  { Origin: OTHER_SITE, 'Sec-Fetch-Site': 'cross-site' },
  { Origin: OTHER_SITE, 'Sec-Fetch-Site': 'same-origin' },
  { Origin: 'null' },
  { Origin: 'null', 'Sec-Fetch-Site': 'none' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'anything else' },
];

describe('origin check of POST requests', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ WIDGET_ORIGINS: INSTITUTION, EVENT_GRID_SECRET: 'x'.repeat(32) });
  });
  afterAll(() => service.stop());

  const send = (path: string, headers: RequestHeaders, method = 'POST'): Promise<ReceivedResponse> =>
    sendRequest(service.url, {
      method,
      path: path.replace(':id', 'x'),
      headers: { 'Content-Type': 'application/json', ...newVisitorHeaders(), ...headers },
      ...(method === 'POST' && { body: '{}' }),
    });
  const isForeign = ({ body, status }: ReceivedResponse) =>
    status === 403 && body.includes('urn:problem:foreign-origin');
  const pathsOf = (callers: Callers) =>
    Object.entries(CALLERS)
      .filter(([, allowed]) => allowed === callers)
      .map(([path]) => path);

  it('every POST route has a decision about its callers', () => {
    const posts = service.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posts.sort()).toEqual(Object.keys(CALLERS).sort());
  });

  describe.each([...pathsOf('our pages'), ...pathsOf('institution pages')])('POST %s', (path) => {
    it.each(FOREIGN_HEADERS)('refuses a page of another site with the headers %j', async (headers) => {
      const answer = await send(path, headers);
      expect(isForeign(answer)).toBe(true);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    });

    it('refuses Origin and Sec-Fetch-Site headers that contradict each other', async () => {
      expect(isForeign(await send(path, { Origin: service.url, 'Sec-Fetch-Site': 'cross-site' }))).toBe(true);
    });
  });

  // Generating tokens is refused to every caller.
  const answering = (paths: readonly string[]) => paths.filter((path) => !path.endsWith('/generate'));

  it.each(answering([...pathsOf('our pages'), ...pathsOf('institution pages')]))(
    'accepts POST %s from our pages',
    async (path) => {
      const own: readonly RequestHeaders[] = [
        { Origin: service.url, 'Sec-Fetch-Site': 'same-origin' },
        { Origin: service.url },
        {},
      ];
      for (const headers of own) expect(isForeign(await send(path, headers))).toBe(false);
    },
  );

  it.each(answering(pathsOf('institution pages')))(
    'accepts POST %s from the page of an institution, which may read the answer',
    async (path) => {
      for (const site of ['cross-site', 'same-site']) {
        const answer = await send(path, { Origin: INSTITUTION, 'Sec-Fetch-Site': site });
        expect(isForeign(answer)).toBe(false);
        expect(answer.headers['access-control-allow-origin']).toBe(INSTITUTION);
      }
    },
  );

  it.each(pathsOf('our pages'))('refuses POST %s from the page of an institution', async (path) => {
    expect(isForeign(await send(path, { Origin: INSTITUTION, 'Sec-Fetch-Site': 'cross-site' }))).toBe(true);
  });

  it.each(pathsOf('servers'))('refuses POST %s in every form that a page of another site could send', async (path) => {
    const preflight = await send(path, { Origin: OTHER_SITE, 'Access-Control-Request-Method': 'POST' }, 'OPTIONS');
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
    expect(preflight.headers).not.toHaveProperty('access-control-allow-headers');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect([401, 415]).toContain((await send(path, { Origin: OTHER_SITE, 'Content-Type': type })).status);
    }
  });
});
