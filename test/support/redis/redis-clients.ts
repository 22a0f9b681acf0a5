import { connectRedis, masterNodes, type RedisClient } from '../../../src/adapters/redis/client';

/** Opens more clients of the same Redis. Each has its own connections, like another process. */
export function redisClients(redis: () => RedisClient) {
  const clients: RedisClient[] = [];
  return {
    async connect(): Promise<RedisClient> {
      const client = await connectRedis(masterNodes(redis()).map(addressOf).join(','), () => undefined);
      clients.push(client);
      return client;
    },
    disconnect() {
      clients.splice(0).forEach((client) => {
        client.disconnect();
      });
    },
  };
}

const addressOf = ({ options }: { options: { host?: string; port?: number } }): string =>
  `redis://${String(options.host)}:${String(options.port)}`;
