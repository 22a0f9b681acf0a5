import { gunzipSync } from 'node:zlib';
import type { WebFiles } from '../../src/http/routes/web-files/web-files';
import { buildWebFiles } from '../support/browser/built-web-files';
import { startChatServer, type TestServer } from '../support/browser/embedding-servers';

describe('embed script', () => {
  let web: WebFiles;
  let chat: TestServer;

  beforeAll(async () => {
    web = await buildWebFiles();
    chat = await startChatServer({ web });
  });
  afterAll(() => chat.stop());

  it('the embed script may be loaded by pages of other sites, and cached for ten minutes', async () => {
    const { status, headers } = await fetch(`${chat.url}/widget.js`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=600, stale-while-revalidate=86400');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('vary')).toBe('Accept-Encoding');
  });

  it.each([
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['identity', null],
    ['', null],
    ['gzip, br;q=0', 'gzip'],
    ['BR ; Q=0.000 , GZip;q=0.5', 'gzip'],
    ['gzip;q=0, br;q=0', null],
    ['gzip;q=0, *', 'br'],
    ['br;q=0, *;q=0.1', 'gzip'],
    ['*;q=0', null],
    ['brr, xgzip, br-1', null],
    ['gzip;q=x', null],
  ])('the embed script is sent in the smallest encoding that the browser accepts (%s)', async (accepted, encoding) => {
    const response = await fetch(`${chat.url}/widget.js`, { headers: { 'Accept-Encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(await response.text()).toBe(web.embedScript.plain.toString());
  });

  it('hashed assets of the embed script are cached for ever, and its licences for ten minutes', async () => {
    const cacheControls = new Map<string, string | null>();
    for (const { path } of web.assets) {
      cacheControls.set(path, (await fetch(chat.url + path, { method: 'HEAD' })).headers.get('cache-control'));
    }
    const licence = '/assets/webchat-minimal.js.LICENSE.txt';
    expect(cacheControls.get(licence)).toBe('public, max-age=600');
    cacheControls.delete(licence);
    expect(cacheControls.size).toBeGreaterThan(8);
    expect(new Set(cacheControls.values())).toEqual(new Set(['public, max-age=31536000, immutable']));
  });

  it('the embed script weighs less than six kilobytes, and loads nothing else', () => {
    const { gzip } = web.embedScript;
    expect(gzip.length).toBeLessThan(6 * 1024);
    expect(gunzipSync(gzip).toString()).not.toMatch(/\bimport\b|\brequire\(|fetch\(|https?:\/\/(?!www\.w3\.org)/);
  });
});
