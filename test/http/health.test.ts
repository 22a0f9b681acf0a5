import type { Dependency } from '../../src/http/routes/health';
import { startWebServer, type WebServer } from '../support/http/web-server';

const up: Dependency = { name: 'redis', check: () => Promise.resolve() };
const down: Dependency = { name: 'employer-registry', check: () => Promise.reject(new Error('10.0.0.7 refused')) };
const unresponsive: Dependency = { name: 'mailer', check: () => new Promise(() => undefined) };

async function get(path: string, dependencies: readonly Dependency[], prepare?: (site: WebServer) => Promise<void>) {
  const site = await startWebServer({ dependencies });
  try {
    await prepare?.(site);
    const response = await fetch(site.url + path);
    const { headers, status } = response;
    return { status, headers, body: (await response.json()) as unknown, errors: site.errors };
  } finally {
    await site.stop();
  }
}

describe('health check', () => {
  it('the health check reports a live process, whatever the state of its dependencies', async () => {
    expect(await get('/livez', [down])).toMatchObject({ status: 200, body: { status: 'alive' } });
  });

  it('the health check reports readiness when every dependency answers', async () => {
    const { status, body } = await get('/readyz', [up]);
    const redis = { state: 'up', ms: expect.any(Number) as number };
    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready', dependencies: { redis } } });
  });

  it('the health check names the dependency that has an outage, but not the reason', async () => {
    const { status, body, errors } = await get('/readyz', [up, down]);
    expect(status).toBe(503);
    expect(body).toMatchObject({ dependencies: { redis: { state: 'up' }, 'employer-registry': { state: 'down' } } });
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
    expect(errors).toEqual([]);
  });

  it('the health check waits at most two seconds for each dependency', async () => {
    const { status, body } = await get('/readyz', [unresponsive, up]);
    const { dependencies } = body as { dependencies: Record<string, { state: string; ms: number }> };
    expect(status).toBe(503);
    expect(dependencies).toMatchObject({ mailer: { state: 'down' }, redis: { state: 'up' } });
    expect(dependencies['mailer']?.ms).toBeGreaterThan(1_900);
    expect(dependencies['redis']?.ms).toBeLessThan(1_900);
  });

  it('the health check reports no readiness during shutdown, without a call to any dependency', async () => {
    const { body, errors, headers, status } = await get('/readyz', [unresponsive], ({ announceShutdown }) =>
      announceShutdown(),
    );
    expect(status).toBe(503);
    expect(body).toMatchObject({ type: 'urn:problem:draining', status: 503 });
    expect([headers.get('retry-after'), headers.get('connection')]).toEqual(['1', 'close']);
    expect(errors).toEqual([]);
  });

  it('the health check reports a live process, and other requests are served, during shutdown', async () => {
    const leave = (site: WebServer) => site.announceShutdown();
    expect((await get('/livez', [], leave)).status).toBe(200);
    expect((await get('/api/reset', [], leave)).status).toBe((await get('/api/reset', [])).status);
  });
});
