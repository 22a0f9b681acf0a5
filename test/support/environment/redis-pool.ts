import { Redis } from 'ioredis';
import { startRedisCluster } from '../redis/redis-cluster';
import { startRedis } from '../redis/redis-server';
import type { RedisKind, SharedRedis } from './requests';

interface Pooled extends SharedRedis {
  readonly kind: RedisKind;
  stop(): Promise<void>;
}

export interface RedisPool {
  /** Returns an empty Redis that is reserved until its release. Starts one when none is free. */
  acquire(kind: RedisKind): Promise<SharedRedis>;
  release(id: number): Promise<object>;
  stop(): Promise<void>;
}

const START = { server: startRedis, cluster: startRedisCluster };

/** Creates a pool of servers and clusters for test files to reuse. A test that stops or reconfigures its Redis must start its own. */
export function createRedisPool(): RedisPool {
  const all: Pooled[] = [];
  const free: Pooled[] = [];

  async function start(kind: RedisKind): Promise<Pooled> {
    const { url, stop } = await START[kind]();
    const pooled = { id: all.length, url, kind, stop };
    all.push(pooled);
    return pooled;
  }

  return {
    async acquire(kind) {
      const index = free.findIndex((one) => one.kind === kind);
      const [acquired = await start(kind)] = index < 0 ? [] : free.splice(index, 1);
      return { id: acquired.id, url: acquired.url };
    },
    async release(id) {
      const released = all[id];
      if (!released) throw new Error(`no Redis has the id ${id}`);
      await Promise.all(released.url.split(',').map(empty));
      free.push(released);
      return {};
    },
    async stop() {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}

/** Closes the connections that the test file left open, and deletes its keys, scripts and statistics. */
async function empty(url: string): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.call('CLIENT', 'KILL', 'SKIPME', 'yes');
    await redis.flushall();
    await redis.script('FLUSH');
    await redis.config('RESETSTAT');
  } finally {
    redis.disconnect();
  }
}
