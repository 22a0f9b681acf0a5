import { askEnvironment } from '../environment/client';
import type { RedisKind } from '../environment/requests';

export interface AcquiredRedis {
  /** One server, or the comma list of a cluster's masters. */
  readonly url: string;
  /** Of the one server, or of the first master. */
  readonly port: number;
  /** Gives it back, to be emptied for the next test file. */
  release(): Promise<void>;
}

/** An empty Redis of this run for a test file that neither stops it nor changes its settings. */
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
