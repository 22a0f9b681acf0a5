import { Unavailable, withoutCommandArguments } from '../../ports/errors';

/** Returns the reply of Redis. @throws Unavailable when there is none, or an error instead */
export async function orRedisUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Unavailable('redis', withoutCommandArguments(error));
  }
}
