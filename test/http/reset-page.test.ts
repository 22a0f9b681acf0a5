import { MINUTE } from '../../src/domain/time';
import { startWebServer, type WebServer } from '../support/http/web-server';

let site: WebServer;

beforeEach(async () => {
  site = await startWebServer();
});

afterEach(() => site.stop());

const RUNNING = { state: 'running', ruc: '17•••••065001', branch: '0002', name: 'Com••• de Pru••• S.A.' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${site.url}${path}`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

const open = (token: string, headers: Record<string, string> = {}) => post('/api/reset/open', { token }, headers);

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

async function openedSession(): Promise<{ Cookie: string }> {
  return { Cookie: cookieOf(await open(site.page.issueLinkToken())) };
}

describe('reset page', () => {
  it('the reset page consumes no link when it is requested by GET or HEAD', async () => {
    const token = site.page.issueLinkToken();
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await fetch(`${site.url}/restablecer`, { method })).status).toBe(200);
    }
    expect(site.page.counts.opened).toBe(0);
    expect((await open(token)).status).toBe(200);
  });

  it('the reset page is not cached or framed, and allows one script by a nonce that changes with each response', async () => {
    const [first, second] = [await fetch(`${site.url}/restablecer`), await fetch(`${site.url}/restablecer`)];
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('x-frame-options')).toBe('DENY');

    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toBe(second.headers.get('content-security-policy'));
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(policy)?.[1] ?? 'none';
    expect(await first.text()).toContain(`nonce="${nonce}"></script>`);
  });

  it.each([
    ['en-GB,en;q=0.9', 'en', 'Create your new password (clave)'],
    ['es', 'es-EC', 'Cree su nueva clave'],
    ['qu', 'es-EC', 'Cree su nueva clave'],
  ])('the reset page is shown to a browser that prefers %s in %s', async (preferred, locale, title) => {
    const response = await fetch(`${site.url}/restablecer`, { headers: { 'Accept-Language': preferred } });
    const html = await response.text();
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html).toContain(`>${title}</h1>`);
    expect(html).not.toContain('{{');
  });

  it('the reset page is shown in the language that its link names, whatever the browser prefers', async () => {
    const response = await fetch(`${site.url}/restablecer?lang=en`, { headers: { 'Accept-Language': 'es' } });
    expect(await response.text()).toContain('<html lang="en">');
  });

  it('the notice is mailed in the language of the page, and another language is ignored', async () => {
    const asked: (string | undefined)[] = [];
    const { page } = site;
    const setKey = page.setKey.bind(page);
    page.setKey = (token, key, locale) => {
      asked.push(locale);
      return setKey(token, key, locale);
    };
    const session = await openedSession();
    const key = 'caballo batería grapa correcta';
    for (const locale of ['en', 'es-EC', 'qu', undefined]) {
      expect((await post('/api/reset/key', { key, locale }, session)).status).toBe(200);
    }
    expect(asked).toEqual(['en', 'es-EC', undefined, undefined]);
  });

  it('the reset page shows each text under the locale key that a change of language uses', async () => {
    const html = await (await fetch(`${site.url}/restablecer`)).text();
    const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}') as {
      texts: Record<string, Record<string, string>>;
    };
    const shown = Array.from(html.matchAll(/data-text="([\w.-]+)"\s*>([^<]*)</g), ([, key = '', text]) => [key, text]);
    expect(shown.length).toBeGreaterThan(20);
    for (const [key = '', text] of shown) expect(text?.trim()).toBe(data.texts['es-EC']?.[key]);
  });

  it('the assets of the reset page are cached for ever, and compressed when the browser accepts it', async () => {
    const html = await (await fetch(`${site.url}/restablecer`)).text();
    const script = /src="(\/assets\/[\w.-]+)"/.exec(html)?.[1] ?? '';
    const packed = await fetch(site.url + script, { headers: { 'Accept-Encoding': 'br' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const plain = await fetch(site.url + script, { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await plain.text()).toBe(await packed.text());
  });
});

describe('opening of a reset link', () => {
  it('opening a link starts a reset session, and returns masked RUC, branch and masked name of the employer', async () => {
    const response = await open(site.page.issueLinkToken());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...RUNNING, secondsLeft: 600 });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-reset=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=600$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('a link can be opened once', async () => {
    const token = site.page.issueLinkToken();
    const answers = await Promise.all([open(token), open(token), open(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  it('a used link gets no session, and after the change the answer says that the key is changed', async () => {
    const token = site.page.issueLinkToken();
    const session = { Cookie: cookieOf(await open(token)) };
    expect((await open(token)).status).toBe(410);
    expect((await post('/api/reset/key', { key: 'caballo batería grapa correcta' }, session)).status).toBe(200);
    const again = await open(token);
    expect([again.status, await again.json()]).toEqual([200, { state: 'done-earlier' }]);
    expect(again.headers.get('set-cookie')).toBeNull();
    const other = await post('/api/reset/key', { key: 'otro caballo sobre la nube' }, session);
    expect([other.status, await other.json()]).toEqual([200, { state: 'done-earlier' }]);
    expect(site.page.counts.changed).toBe(1);
  });

  it('an expired link and an unknown one get the same answer', async () => {
    const token = site.page.issueLinkToken();
    site.page.passTime(3 * MINUTE);
    const [expired, unknown] = [await open(token), await open('x'.repeat(43))];
    expect(expired.status).toBe(410);
    expect(await expired.json()).toEqual(await unknown.json());
  });

  it.each([{ token: 'short' }, { token: 7 }, {}, [], null])('refuses the body %j with 400', async (body) => {
    expect((await post('/api/reset/open', body)).status).toBe(400);
  });

  it('opening a link sets the session cookie even when the store fails right after the link was consumed', async () => {
    const { page } = site;
    const openLink = page.openLink.bind(page);
    page.openLink = async (token) => {
      const outcome = await openLink(token);
      site.page.setBehaviour('unavailable');
      return outcome;
    };
    const response = await open(site.page.issueLinkToken());
    expect(response.status).toBe(503);
    site.page.setBehaviour('well');
    const again = await fetch(`${site.url}/api/reset`, { headers: { Cookie: cookieOf(response) } });
    expect(again.status).toBe(200);
  });

  it.each<Record<string, string>>([
    { Origin: 'https://example.org' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('a page of another site cannot open a link, and the link still works (%j)', async (headers) => {
    const token = site.page.issueLinkToken();
    expect((await open(token, headers)).status).toBe(403);
    expect((await open(token, { Origin: site.url, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  it('a link is opened by JSON only, which a form of another site cannot send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await open(site.page.issueLinkToken(), { 'Content-Type': type })).status).toBe(415);
    }
    expect((await open(site.page.issueLinkToken(), { 'Content-Encoding': 'gzip' })).status).toBe(415);
  });
});

describe('reset session', () => {
  it('a reset session continues after a reload, reports that the key is set, and expires', async () => {
    const session = await openedSession();
    const readSession = async () =>
      (await fetch(`${site.url}/api/reset`, { headers: session })).json() as Promise<unknown>;
    site.page.passTime(MINUTE);
    expect(await readSession()).toEqual({ ...RUNNING, secondsLeft: 540 });
    expect((await post('/api/reset/key', { key: 'caballo batería grapa correcta' }, session)).status).toBe(200);
    expect(await readSession()).toEqual({ state: 'done' });
    site.page.passTime(9 * MINUTE);
    expect(await readSession()).toMatchObject({ status: 401, type: 'urn:problem:session-over' });
  });

  it.each([
    '',
    '__Host-reset=',
    '__Host-reset=no',
    `__Host-reset=${'x'.repeat(43)}`,
    `x__Host-reset=${'x'.repeat(43)}`,
  ])('a reset session is not accepted with the cookie "%s"', async (Cookie) => {
    expect((await fetch(`${site.url}/api/reset`, { headers: { Cookie } })).status).toBe(401);
    expect((await post('/api/reset/key', { key: 'caballo batería grapa' }, { Cookie })).status).toBe(410);
  });

  it('an expired reset session clears its cookie', async () => {
    const session = await openedSession();
    site.page.passTime(10 * MINUTE);
    const response = await post('/api/reset/key', { key: 'caballo batería grapa correcta' }, session);
    expect(response.status).toBe(410);
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('a reset session lists all faults of a key, and continues', async () => {
    const session = await openedSession();
    const response = await post('/api/reset/key', { key: 'iess' }, session);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 422, faults: ['too-short', 'contains-own-data'] });
    expect((await fetch(`${site.url}/api/reset`, { headers: session })).status).toBe(200);
  });

  it('a reset session continues after the outage of a dependency', async () => {
    const session = await openedSession();
    site.page.setBehaviour('unavailable');
    const response = await post('/api/reset/key', { key: 'caballo batería grapa correcta' }, session);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    site.page.setBehaviour('well');
    expect((await post('/api/reset/key', { key: 'caballo batería grapa correcta' }, session)).status).toBe(200);
    expect(site.page.counts.changed).toBe(1);
  });

  it('a reset session is refused to a page of another site', async () => {
    const session = await openedSession();
    const headers = { ...session, Origin: 'https://example.org' };
    expect((await post('/api/reset/key', { key: 'caballo batería grapa correcta' }, headers)).status).toBe(403);
    expect(site.page.counts.changed).toBe(0);
  });
});
