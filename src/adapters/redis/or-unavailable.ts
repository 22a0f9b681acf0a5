import { Unavailable, withoutCommandArguments } from '../../ports/errors';

/** Redis's answer. @throws Unavailable when there was none, or an error instead of one */
export async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Unavailable('redis', withoutCommandArguments(error));
  }
}
