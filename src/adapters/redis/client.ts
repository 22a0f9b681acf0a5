import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import { withTimeout } from '../../timing/with-timeout';

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

/** A command waits for the connection, and is sent again when its answer was lost. A line this silent under a command is dead. */
const UNTIL_ANSWERED = {
  maxRetriesPerRequest: null,
  socketTimeout: 15_000,
  connectTimeout: PATIENCE,
} satisfies RedisOptions;

/**
 * Connects to `redis://`, `rediss://` or, given a comma list of them, to a cluster (credentials and TLS as in the first).
 * Answers once connected, or after a second without: the service may start before Redis does. While the connection is down every
 * command fails at once; it comes back by itself. `onError` is told of the trouble, and what it gets may name the server's address.
 */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<RedisClient> {
  const urls = urlsOf(url);
  const redis = urls.length > 1 ? connectCluster(urls) : connectServer(url);
  redis.on('error', onError);

  const ready = new Promise<void>((resolve) => {
    redis.on('ready', () => void reach(redis).then(resolve));
  });
  await withTimeout(PATIENCE, ready, () => undefined);
  return redis;
}

/**
 * The same for one who waits at Redis for work: its commands may block, up to ten seconds, and while the connection is down they
 * wait for it, however long. Only for steps that may be done twice. Answers before it is connected.
 */
export function connectBlockingRedis(url: string, onError: (error: Error) => void): RedisClient {
  const urls = urlsOf(url);
  const redis =
    urls.length > 1
      ? new Cluster([...urls], { ...clusterOptions(urls, UNTIL_ANSWERED), enableOfflineQueue: true })
      : new Redis(url, { ...UNTIL_ANSWERED, retryStrategy: reconnectIn });
  return redis.on('error', onError);
}

/** The servers that keys are kept on. */
export const masterNodes = (redis: RedisClient): readonly Redis[] =>
  redis instanceof Cluster ? redis.nodes('master') : [redis];

/** A cluster connects to a node with its first command and refuses the next ones until that is done: so the first is ours. */
async function reach(redis: RedisClient): Promise<void> {
  await Promise.allSettled(masterNodes(redis).map((node) => node.ping()));
}

const connectServer = (url: string): Redis =>
  new Redis(url, { ...ONCE, enableOfflineQueue: false, retryStrategy: reconnectIn });

function connectCluster(urls: readonly string[]): Cluster {
  const cluster = new Cluster([...urls], {
    ...clusterOptions(urls, ONCE),
    enableOfflineQueue: false,
    maxRedirections: 4,
    // Zero: a command is not sent a second time when the connection broke under the first.
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
  // Names stay names, so that a node's certificate can be checked against them.
  dnsLookup: (address, found) => {
    found(null, address);
  },
  slotsRefreshTimeout: PATIENCE,
});

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
