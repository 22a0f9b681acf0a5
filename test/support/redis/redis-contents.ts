import { masterNodes, type RedisClient } from '../../../src/adapters/redis/client';

/** Every key and every value of every kind that a Redis holds, as one text: what a stolen dump would show. */
export async function dumpRedis(redis: RedisClient): Promise<string> {
  const held = await Promise.all(
    masterNodes(redis).map(async (node) =>
      Promise.all((await node.keys('*')).map(async (key) => [key, await valueOf(node, key)])),
    ),
  );
  return JSON.stringify(held.flat());
}

type Node = Pick<RedisClient, 'type' | 'get' | 'hgetall' | 'lrange' | 'smembers' | 'zrange' | 'xrange'>;

async function valueOf(node: Node, key: string): Promise<unknown> {
  const kind = await node.type(key);
  switch (kind) {
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
      throw new Error(`a value of kind ${kind} was not looked into`);
  }
}
