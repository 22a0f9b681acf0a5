import { RateLimiterRes } from 'rate-limiter-flexible';
import { Unavailable } from '../../ports/errors';
import type { Standing } from './window';

/** The library throws its answer when that is over the limit, and an error when there was none. @throws Unavailable */
export async function standingOf(answer: Promise<RateLimiterRes>): Promise<Standing> {
  const { consumedPoints, msBeforeNext } = await answer.catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw new Unavailable('rate-limits', withoutArguments(refusal));
  });
  return { charged: consumedPoints, msLeft: msBeforeNext };
}

/** The client's errors carry the command, and some of Redis's own messages quote it: neither may reach a log. */
function withoutArguments(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'no error';
  return new Error(message.replace(/,? with args beginning with.*/s, ''));
}
