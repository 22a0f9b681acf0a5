import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from '../client';

export interface SubscriberEvents {
  /** Called after each connect, when nothing is subscribed. */
  onReady(): void;
  onMessage(channel: string, text: string): void;
}

/** How long (ms) to wait before the next node of a cluster is tried. */
const RETRY_DELAY = 100;

/** Returns a function that gives the connection which receives messages at the moment, if there is one. */
export function openSubscriberConnection(client: RedisClient, events: SubscriberEvents): () => Redis | undefined {
  if (client instanceof Cluster) return overCluster(client, events);
  listen(client, events);
  return () => client;
}

function listen(connection: Redis, events: SubscriberEvents): void {
  // The client's own resubscription does not report when it is done, and ends the process when it fails.
  connection.options.autoResubscribe = false;
  connection
    .on('ready', () => {
      events.onReady();
    })
    .on('message', (channel: string, text: string) => {
      events.onMessage(channel, text);
    });
}

/**
 * Opens its own connection to any node, since each node forwards messages to all, and moves to the next one when it ends. The cluster
 * client's own subscriptions change nodes without an event, and messages published meanwhile are lost.
 */
function overCluster(cluster: Cluster, events: SubscriberEvents): () => Redis | undefined {
  let connection: Redis | undefined;
  let nodeIndex = 0;

  const connect = () => {
    if (cluster.status === 'disconnecting' || cluster.status === 'end') return;
    const nodes = cluster.nodes('master');
    const node = nodes[nodeIndex++ % nodes.length];
    if (node === undefined) {
      reconnect();
      return;
    }
    connection = node.duplicate({ lazyConnect: false, enableOfflineQueue: true, retryStrategy: () => null });
    // The cluster's own connections report the same error.
    connection.on('error', () => undefined).once('end', reconnect);
    listen(connection, events);
  };
  const reconnect = () => {
    connection = undefined;
    setTimeout(connect, RETRY_DELAY).unref();
  };

  cluster.once('end', () => connection?.disconnect());
  connect();
  return () => connection;
}
