import { Redis } from 'ioredis';
import { startRedisCluster } from '../redis/redis-cluster';
import { startRedis } from '../redis/redis-server';
import type { RedisKind, SharedRedis } from './requests';

interface Pooled extends SharedRedis {
  readonly kind: RedisKind;
  stop(): Promise<void>;
}

export interface RedisPool {
  /** An empty Redis that nobody else uses until it is released; starts one when none is free. */
  acquire(kind: RedisKind): Promise<SharedRedis>;
  release(id: number): Promise<object>;
  stop(): Promise<void>;
}

const START = { server: startRedis, cluster: startRedisCluster };

/** Servers and clusters that test files use one after the other. A test that stops or reconfigures its Redis starts its own. */
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
      const place = free.findIndex((one) => one.kind === kind);
      const [taken = await start(kind)] = place < 0 ? [] : free.splice(place, 1);
      return { id: taken.id, url: taken.url };
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

/** Breaks off whatever the test file left connected, and forgets its keys, its scripts and its counts. */
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
