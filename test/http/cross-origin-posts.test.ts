import { sendRequest, type ReceivedResponse } from '../support/http/request';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startService, type RunningService } from '../support/http/running-service';

/**
 * Whose POSTs each route takes: those of our own pages, those of institutions' pages as well, or those of other servers. Servers show a
 * token. A browser cannot be had to send them anything: no page is told that it may send JSON there, and nothing else is taken.
 */
type Callers = 'our pages' | 'friends’ pages' | 'servers';

const CALLERS: Readonly<Record<string, Callers>> = {
  '/api/messages': 'servers',
  '/api/mail-events': 'servers',
  '/api/reset/open': 'our pages',
  '/api/reset/key': 'our pages',
  '/api/token': 'friends’ pages',
  '/v3/directline/conversations': 'friends’ pages',
  '/v3/directline/conversations/:id/activities': 'friends’ pages',
  '/v3/directline/conversations/:id/upload': 'friends’ pages',
  '/v3/directline/tokens/generate': 'friends’ pages',
  '/v3/directline/tokens/refresh': 'friends’ pages',
};

const FRIEND = 'https://www.example.org';
const STRANGER = 'https://www.example.com';

type Sent = Readonly<Record<string, string>>;

/** What browsers send with a POST of a page that is not ours; and what they never send, since it contradicts itself. */
const FROM_ELSEWHERE: readonly Sent[] = [
  { Origin: STRANGER },
  { Origin: STRANGER, 'Sec-Fetch-Site': 'cross-site' },
  { Origin: STRANGER, 'Sec-Fetch-Site': 'same-origin' },
  { Origin: 'null' },
  { Origin: 'null', 'Sec-Fetch-Site': 'none' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'anything else' },
];

describe('a POST', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ WIDGET_ORIGINS: FRIEND, EVENT_GRID_SECRET: 'x'.repeat(32) });
  });
  afterAll(() => service.stop());

  const send = (path: string, headers: Sent, method = 'POST'): Promise<ReceivedResponse> =>
    sendRequest(service.url, {
      method,
      path: path.replace(':id', 'x'),
      headers: { 'Content-Type': 'application/json', ...newVisitorHeaders(), ...headers },
      ...(method === 'POST' && { body: '{}' }),
    });
  const isForeign = ({ body, status }: ReceivedResponse) =>
    status === 403 && body.includes('urn:problem:foreign-origin');
  const taking = (callers: Callers) =>
    Object.entries(CALLERS)
      .filter(([, decided]) => decided === callers)
      .map(([path]) => path);

  it('is answered where it is decided who may send it, and nowhere else', () => {
    const posts = service.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posts.sort()).toEqual(Object.keys(CALLERS).sort());
  });

  describe.each([...taking('our pages'), ...taking('friends’ pages')])('to %s', (path) => {
    it.each(FROM_ELSEWHERE)('is refused to a page elsewhere (%j)', async (headers) => {
      const answer = await send(path, headers);
      expect(isForeign(answer)).toBe(true);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    });

    it('whose headers contradict each other is refused', async () => {
      expect(isForeign(await send(path, { Origin: service.url, 'Sec-Fetch-Site': 'cross-site' }))).toBe(true);
    });
  });

  // There is a refusal of its own, to everybody.
  const answering = (paths: readonly string[]) => paths.filter((path) => !path.endsWith('/generate'));

  it.each(answering([...taking('our pages'), ...taking('friends’ pages')]))(
    'to %s is taken from our pages',
    async (path) => {
      const own: readonly Sent[] = [
        { Origin: service.url, 'Sec-Fetch-Site': 'same-origin' },
        { Origin: service.url },
        {},
      ];
      for (const headers of own) expect(isForeign(await send(path, headers))).toBe(false);
    },
  );

  it.each(answering(taking('friends’ pages')))(
    'to %s is taken from an institution’s page, which reads the answer',
    async (path) => {
      for (const site of ['cross-site', 'same-site']) {
        const answer = await send(path, { Origin: FRIEND, 'Sec-Fetch-Site': site });
        expect(isForeign(answer)).toBe(false);
        expect(answer.headers['access-control-allow-origin']).toBe(FRIEND);
      }
    },
  );

  it.each(taking('our pages'))('to %s is not taken from an institution’s page', async (path) => {
    expect(isForeign(await send(path, { Origin: FRIEND, 'Sec-Fetch-Site': 'cross-site' }))).toBe(true);
  });

  it.each(taking('servers'))('to %s is none that a page elsewhere could have sent', async (path) => {
    const permission = await send(path, { Origin: STRANGER, 'Access-Control-Request-Method': 'POST' }, 'OPTIONS');
    expect(permission.headers).not.toHaveProperty('access-control-allow-origin');
    expect(permission.headers).not.toHaveProperty('access-control-allow-headers');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect([401, 415]).toContain((await send(path, { Origin: STRANGER, 'Content-Type': type })).status);
    }
  });
});
