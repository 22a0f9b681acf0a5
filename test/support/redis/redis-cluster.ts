import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort, startRedis, type RedisServer } from './redis-server';

export interface RedisCluster {
  /** The URLs of the masters, separated by commas. */
  readonly url: string;
  readonly masters: readonly RedisServer[];
  stop(): Promise<void>;
}

/** A third of the 16384 slots for each master. */
const SLOTS = [
  [0, 5460],
  [5461, 10922],
  [10923, 16383],
] as const;

/** Attempts to form a cluster. Another process can take the port of a master's bus before the master uses it. */
const TRIES = 3;

/** Starts a cluster of three empty masters on free ports of loopback. They end with the test process. */
export async function startRedisCluster(): Promise<RedisCluster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await formCluster();
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

async function formCluster(): Promise<RedisCluster> {
  const masters: RedisServer[] = [];
  const stop = async () => {
    await Promise.all(masters.map((master) => master.stop()));
  };
  try {
    const buses: number[] = [];
    for (const range of SLOTS) {
      const bus = await freePort();
      const master = await startRedis(['--cluster-enabled', 'yes', '--cluster-port', String(bus)]);
      masters.push(master);
      buses.push(bus);
      await withClient(master, async (redis) => {
        await redis.call('CLUSTER', 'ADDSLOTSRANGE', ...range);
        await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', masters.length);
      });
    }
    await meet(masters, buses);
    await Promise.all(masters.map((master) => withClient(master, waitUntilFormed)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: masters.map(({ url }) => url).join(','), masters, stop };
}

const meet = ([first, ...others]: readonly RedisServer[], [, ...buses]: readonly number[]): Promise<void> =>
  withClient(first, async (redis) => {
    for (const [index, { port }] of others.entries()) {
      await redis.call('CLUSTER', 'MEET', '127.0.0.1', port, buses[index] ?? port);
    }
  });

async function waitUntilFormed(redis: Redis): Promise<void> {
  for (let attempt = 0; attempt < 280; attempt++) {
    const info = String(await redis.call('CLUSTER', 'INFO'));
    if (info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3')) return;
    await delay(25);
  }
  throw new Error('the Redis cluster did not come together');
}

async function withClient(server: RedisServer | undefined, use: (redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(server?.url ?? '');
  try {
    await use(redis);
  } finally {
    redis.disconnect();
  }
}
