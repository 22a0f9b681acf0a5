import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import { withTimeout } from '../../timing/with-timeout';

/** One server or a cluster. Stores work with both. */
export type RedisClient = Redis | Cluster;

/** How long (ms) a command may take, and a start waits for Redis. */
const TIMEOUT = 1_000;

/** A command whose answer was lost is never sent again: it may have counted or consumed something. */
const FAIL_FAST = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: TIMEOUT,
  connectTimeout: TIMEOUT,
} satisfies RedisOptions;

/** Commands wait for the connection and are sent again when the reply was lost. A connection this silent during a command is taken for broken. */
const WAIT_FOR_REPLY = {
  maxRetriesPerRequest: null,
  socketTimeout: 15_000,
  connectTimeout: TIMEOUT,
} satisfies RedisOptions;

/**
 * Connects to `redis://`, `rediss://` or, given a comma list of them, to a cluster (credentials and TLS as in the first).
 * Resolves once connected, or after a second without a connection: the service may start before Redis. While disconnected, every
 * command fails at once, and the client reconnects by itself. `onError` receives connection errors, which may name the server's address.
 */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<RedisClient> {
  const urls = urlsOf(url);
  const redis = urls.length > 1 ? connectCluster(urls) : connectServer(url);
  redis.on('error', onError);

  const ready = new Promise<void>((resolve) => {
    redis.on('ready', () => void reach(redis).then(resolve));
  });
  await withTimeout(TIMEOUT, ready, () => undefined);
  return redis;
}

/**
 * Connects for workers: commands may block for up to ten seconds, and wait for the connection however long it is down. Only for commands
 * that may run twice. Returns before it is connected.
 */
export function connectBlockingRedis(url: string, onError: (error: Error) => void): RedisClient {
  const urls = urlsOf(url);
  const redis =
    urls.length > 1
      ? new Cluster([...urls], { ...clusterOptions(urls, WAIT_FOR_REPLY), enableOfflineQueue: true })
      : new Redis(url, { ...WAIT_FOR_REPLY, retryStrategy: reconnectIn });
  return redis.on('error', onError);
}

/** Returns the servers that hold keys. */
export const masterNodes = (redis: RedisClient): readonly Redis[] =>
  redis instanceof Cluster ? redis.nodes('master') : [redis];

/**
 * Pings every master, because the cluster client connects to a node only at the first command for it, and rejects later commands until that
 * connection is open.
 */
async function reach(redis: RedisClient): Promise<void> {
  await Promise.allSettled(masterNodes(redis).map((node) => node.ping()));
}

const connectServer = (url: string): Redis =>
  new Redis(url, { ...FAIL_FAST, enableOfflineQueue: false, retryStrategy: reconnectIn });

function connectCluster(urls: readonly string[]): Cluster {
  const cluster = new Cluster([...urls], {
    ...clusterOptions(urls, FAIL_FAST),
    enableOfflineQueue: false,
    maxRedirections: 4,
    // Zero: a command is not sent again after its connection broke.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
  });
  cluster.on('+node', () => {
    if (cluster.status === 'ready') void reach(cluster);
  });
  return cluster;
}

const urlsOf = (url: string): readonly string[] => url.split(',').map((one) => one.trim());

const clusterOptions = (urls: readonly string[], commands: RedisOptions): ClusterOptions => ({
  redisOptions: { ...commands, ...accessOf(urls) },
  clusterRetryStrategy: reconnectIn,
  // Host names are not resolved here, so that a node's certificate can be checked against its name.
  dnsLookup: (address, found) => {
    found(null, address);
  },
  slotsRefreshTimeout: TIMEOUT,
});

/** Credentials and TLS for discovered nodes, for which the client does not read the URLs of the start-up nodes. */
function accessOf([first = '']: readonly string[]): RedisOptions {
  const { protocol, username, password } = new URL(first);
  return {
    ...(protocol === 'rediss:' && { tls: {} }),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  };
}

const reconnectIn = (times: number): number => Math.min(50 * 2 ** Math.min(times, 5), TIMEOUT);
