import { masterNodes, type RedisClient } from '../../../src/adapters/redis/client';

/** Returns every key and every value of Redis as one text, as a stolen dump would show them. */
export async function dumpRedis(redis: RedisClient): Promise<string> {
  const entries = await Promise.all(
    masterNodes(redis).map(async (node) =>
      Promise.all((await node.keys('*')).map(async (key) => [key, await valueOf(node, key)])),
    ),
  );
  return JSON.stringify(entries.flat());
}

type Node = Pick<RedisClient, 'type' | 'get' | 'hgetall' | 'lrange' | 'smembers' | 'zrange' | 'xrange'>;

async function valueOf(node: Node, key: string): Promise<unknown> {
  const type = await node.type(key);
  switch (type) {
    case 'string':
      return node.get(key);
    case 'hash':
      return node.hgetall(key);
    case 'list':
      return node.lrange(key, 0, -1);
    case 'set':
      return node.smembers(key);
    case 'zset':
      return node.zrange(key, 0, '-1', 'WITHSCORES');
    case 'stream':
      return node.xrange(key, '-', '+');
    case 'none':
      return null;
    default:
      throw new Error(`a value of kind ${type} cannot be dumped`);
  }
}
