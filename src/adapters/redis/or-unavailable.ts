import { Unavailable } from '../../ports/errors';

/** Redis's answer. @throws Unavailable when there was none, or an error instead of one */
export async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Unavailable('redis', withoutArguments(error));
  }
}

/** The client's errors carry the command, and some of Redis's own messages quote it: neither may reach a log. */
function withoutArguments(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'no error';
  return new Error(message.replace(/,? with args beginning with.*/s, ''));
}
