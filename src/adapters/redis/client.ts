import { setTimeout as delay } from 'node:timers/promises';
import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** One server or a cluster: the stores do not care. */
export type RedisClient = Redis | Cluster;

/** After this many ms a command is given up, and a start goes on without Redis. */
const PATIENCE = 1_000;

/** A command whose answer was lost is never sent again: it may have counted or consumed something. */
const ONCE = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: PATIENCE,
  connectTimeout: PATIENCE,
} satisfies RedisOptions;

/**
 * Connects to `redis://`, `rediss://` or, given a comma list of them, to a cluster (credentials and TLS as in the first).
 * Answers once connected, or after a second without: the service may start before Redis does. While the connection is down every
 * command fails at once; it comes back by itself. `onError` is told of the trouble, and what it gets may name the server's address.
 */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<RedisClient> {
  const urls = url.split(',').map((one) => one.trim());
  const redis = urls.length > 1 ? connectCluster(urls) : connectServer(url);
  redis.on('error', onError);

  const patience = new AbortController();
  const ready = new Promise<void>((resolve) => {
    redis.on('ready', () => void reach(redis).then(resolve));
  });
  await Promise.race([ready, delay(PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  return redis;
}

/** A cluster connects to a node with its first command and refuses the next ones until that is done: so the first is ours. */
async function reach(redis: RedisClient): Promise<void> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  await Promise.allSettled(nodes.map((node) => node.ping()));
}

const connectServer = (url: string): Redis =>
  new Redis(url, { ...ONCE, enableOfflineQueue: false, retryStrategy: reconnectIn });

function connectCluster(urls: readonly string[]): Cluster {
  const cluster = new Cluster([...urls], {
    redisOptions: { ...ONCE, ...accessOf(urls) },
    enableOfflineQueue: false,
    clusterRetryStrategy: reconnectIn,
    // Names stay names, so that a node's certificate can be checked against them.
    dnsLookup: (address, found) => {
      found(null, address);
    },
    maxRedirections: 4,
    // Zero: a command is not sent a second time when the connection broke under the first.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: PATIENCE,
  });
  cluster.on('+node', () => {
    if (cluster.status === 'ready') void reach(cluster);
  });
  return cluster;
}

/** What the client does not take from the start-up nodes' URLs for the nodes it finds by itself. */
function accessOf([first = '']: readonly string[]): RedisOptions {
  const { protocol, username, password } = new URL(first);
  return {
    ...(protocol === 'rediss:' && { tls: {} }),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  };
}

const reconnectIn = (times: number): number => Math.min(50 * 2 ** Math.min(times, 5), PATIENCE);
