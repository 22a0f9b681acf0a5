import { askEnvironment } from '../environment/client';
import type { RedisKind } from '../environment/requests';

export interface AcquiredRedis {
  /** The URL of one server, or the URLs of a cluster's masters, separated by commas. */
  readonly url: string;
  /** The port of the server, or of the first master. */
  readonly port: number;
  /** Returns it to the pool, which empties it for the next test file. */
  release(): Promise<void>;
}

/** Acquires an empty Redis from the pool of this run, for a test file that neither stops it nor changes its settings. */
export async function acquireRedis(kind: RedisKind = 'server'): Promise<AcquiredRedis> {
  const { id, url } = await askEnvironment({ name: 'acquire-redis', kind });
  return {
    url,
    port: Number(new URL(url.split(',')[0] ?? '').port),
    async release() {
      await askEnvironment({ name: 'release-redis', id });
    },
  };
}
