import { RateLimiterRes } from 'rate-limiter-flexible';
import { Unavailable, withoutArguments } from '../../ports/errors';
import type { Standing } from './window';

/** The library throws its answer when that is over the limit, and an error when there was none. @throws Unavailable */
export async function standingOf(answer: Promise<RateLimiterRes>): Promise<Standing> {
  const { consumedPoints, msBeforeNext } = await answer.catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw new Unavailable('rate-limits', withoutArguments(refusal));
  });
  return { charged: consumedPoints, msLeft: msBeforeNext };
}
