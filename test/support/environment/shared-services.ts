import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildProductHere } from '../processes/build-product';
import { launchBrowserServer } from './browser-server';
import { initialisePostgres, startPostgresIn } from '../postgres/postgres-server';
import { createRedisPool } from './redis-pool';
import type { EnvironmentAnswers, EnvironmentRequest } from './requests';
import { createTemplate } from './template-database';

export interface SharedServices {
  serve(request: EnvironmentRequest): Promise<object>;
  stop(): Promise<void>;
}

/** Creates the services of a run of Jest. Each one starts at the first request for it, and only once. */
export function createSharedServices(): SharedServices {
  const stops: (() => Promise<unknown>)[] = [];
  const folder = once(async () => {
    const created = await mkdtemp(join(tmpdir(), 'shared-'));
    // PostgreSQL's own user must reach the folders in it.
    await chmod(created, 0o755);
    stops.push(() => rm(created, { recursive: true, force: true }));
    return created;
  });
  const pool = createRedisPool();
  stops.push(() => pool.stop());

  /** Initialised once and never started: both the shared server and the servers of single tests run on copies. */
  const postgresFolder = once(async () => {
    const initialised = join(await folder(), 'postgres');
    await mkdir(initialised);
    initialisePostgres(initialised);
    return { folder: initialised };
  });
  const single: { readonly [Name in SingleName]: () => Promise<EnvironmentAnswers[Name]> } = {
    product: once(async () => {
      await buildProductHere();
      return {};
    }),
    'web-files': once(async () => {
      const web = join(await folder(), 'web');
      await promisify(execFile)(process.execPath, [resolve('src/web/build.mjs'), web]);
      return { folder: web };
    }),
    browser: once(async () => {
      const browser = await launchBrowserServer();
      stops.push(() => browser.kill());
      return { endpoint: browser.wsEndpoint() };
    }),
    'postgres-folder': postgresFolder,
    postgres: once(async () => {
      const home = join(await folder(), 'shared-postgres');
      await promisify(execFile)('cp', ['-a', (await postgresFolder()).folder, home]);
      const server = await startPostgresIn(home, ['max_connections=300']);
      stops.push(() => server.stop());
      return { url: server.url, template: await createTemplate(server.url) };
    }),
  };

  return {
    serve(request) {
      if (request.name === 'acquire-redis') return pool.acquire(request.kind);
      if (request.name === 'release-redis') return pool.release(request.id);
      return single[request.name]();
    },
    async stop() {
      await Promise.allSettled(stops.reverse().map((stop) => stop()));
    },
  };
}

type SingleName = Exclude<keyof EnvironmentAnswers, 'acquire-redis' | 'release-redis'>;

/** Returns the same promise for every call. A failure is also kept, so that every test that needs the service fails with it. */
function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => (started ??= start());
}
