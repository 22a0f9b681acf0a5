import type { Dependency } from '../../src/http/health';
import { startSite } from '../support/site';

const up: Dependency = { name: 'redis', check: () => Promise.resolve() };
const down: Dependency = { name: 'employer-registry', check: () => Promise.reject(new Error('10.0.0.7 refused')) };
const silent: Dependency = { name: 'mailer', check: () => new Promise(() => undefined) };

async function ask(path: string, dependencies: readonly Dependency[]) {
  const site = await startSite({ dependencies });
  try {
    const response = await fetch(site.url + path);
    return { status: response.status, body: (await response.json()) as unknown, errors: site.errors };
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
    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready', dependencies: { redis: 'up' } } });
  });

  it('names what is down, not why', async () => {
    const { status, body, errors } = await ask('/readyz', [up, down]);
    expect(status).toBe(503);
    expect(body).toMatchObject({ dependencies: { redis: 'up', 'employer-registry': 'down' } });
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
    expect(errors).toEqual([]);
  });

  it('waits two seconds for an answer and no longer', async () => {
    const before = performance.now();
    expect(await ask('/readyz', [silent, up])).toMatchObject({
      status: 503,
      body: { dependencies: { mailer: 'down' } },
    });
    expect(performance.now() - before).toBeGreaterThan(1_900);
  });
});
