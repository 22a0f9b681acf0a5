import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from '../client';

export interface SubscriberEvents {
  /** The connection stands, for the first time or again, and is subscribed to nothing. */
  onReady(): void;
  onMessage(channel: string, text: string): void;
}

/** Between two nodes of a cluster that are tried, ms. */
const PAUSE = 100;

/** The connection that hears what is published, at any moment the one that is there. */
export function openSubscriberConnection(client: RedisClient, events: SubscriberEvents): () => Redis | undefined {
  if (client instanceof Cluster) return overCluster(client, events);
  listen(client, events);
  return () => client;
}

function listen(connection: Redis, events: SubscriberEvents): void {
  // The client's own way to subscribe again tells nobody when it is done, and ends the process when it fails.
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
 * A cluster's client moves its subscriptions to another node without a word, and what was published meanwhile is lost. So
 * the connection is one of our own: to any node, since each tells all the others, and when it ends to the next.
 */
function overCluster(cluster: Cluster, events: SubscriberEvents): () => Redis | undefined {
  let line: Redis | undefined;
  let turn = 0;

  const dial = () => {
    if (cluster.status === 'disconnecting' || cluster.status === 'end') return;
    const nodes = cluster.nodes('master');
    const node = nodes[turn++ % nodes.length];
    if (node === undefined) {
      dialAgain();
      return;
    }
    line = node.duplicate({ lazyConnect: false, enableOfflineQueue: true, retryStrategy: () => null });
    // The cluster's own connections tell of the same trouble.
    line.on('error', () => undefined).once('end', dialAgain);
    listen(line, events);
  };
  const dialAgain = () => {
    line = undefined;
    setTimeout(dial, PAUSE).unref();
  };

  cluster.once('end', () => line?.disconnect());
  dial();
  return () => line;
}
