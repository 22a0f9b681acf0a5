import type { Dependency } from '../../src/http/routes/health';
import { startWebServer, type WebServer } from '../support/http/web-server';

const up: Dependency = { name: 'redis', check: () => Promise.resolve() };
const down: Dependency = { name: 'employer-registry', check: () => Promise.reject(new Error('10.0.0.7 refused')) };
const silent: Dependency = { name: 'mailer', check: () => new Promise(() => undefined) };

async function ask(path: string, dependencies: readonly Dependency[], before?: (site: WebServer) => Promise<void>) {
  const site = await startWebServer({ dependencies });
  try {
    await before?.(site);
    const response = await fetch(site.url + path);
    const { headers, status } = response;
    return { status, headers, body: (await response.json()) as unknown, errors: site.errors };
  } finally {
    await site.stop();
  }
}

describe('health', () => {
  it('is alive whatever its dependencies do', async () => {
    expect(await ask('/livez', [down])).toMatchObject({ status: 200, body: { status: 'alive' } });
  });

  it('is ready when everything it needs answers', async () => {
    const { status, body } = await ask('/readyz', [up]);
    const redis = { state: 'up', ms: expect.any(Number) as number };
    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready', dependencies: { redis } } });
  });

  it('names what is down, not why', async () => {
    const { status, body, errors } = await ask('/readyz', [up, down]);
    expect(status).toBe(503);
    expect(body).toMatchObject({ dependencies: { redis: { state: 'up' }, 'employer-registry': { state: 'down' } } });
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
    expect(errors).toEqual([]);
  });

  it('waits two seconds for an answer and no longer', async () => {
    const { status, body } = await ask('/readyz', [silent, up]);
    const { dependencies } = body as { dependencies: Record<string, { state: string; ms: number }> };
    expect(status).toBe(503);
    expect(dependencies).toMatchObject({ mailer: { state: 'down' }, redis: { state: 'up' } });
    expect(dependencies['mailer']?.ms).toBeGreaterThan(1_900);
    expect(dependencies['redis']?.ms).toBeLessThan(1_900);
  });

  it('is not ready any more once it is about to go, and asks nobody for that', async () => {
    const { body, errors, headers, status } = await ask('/readyz', [silent], ({ leave }) => leave());
    expect(status).toBe(503);
    expect(body).toMatchObject({ type: 'urn:problem:draining', status: 503 });
    expect([headers.get('retry-after'), headers.get('connection')]).toEqual(['1', 'close']);
    expect(errors).toEqual([]);
  });

  it('goes on serving while it says so', async () => {
    const leave = (site: WebServer) => site.leave();
    expect((await ask('/livez', [], leave)).status).toBe(200);
    expect((await ask('/api/reset', [], leave)).status).toBe((await ask('/api/reset', [])).status);
  });
});
