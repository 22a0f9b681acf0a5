import { randomBytes, randomFillSync, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../ports/random';

/** Each turn makes several tokens. Drawn from a pool one costs a tenth of what the system takes for a few bytes at a time. */
const POOL_BYTES = 4 * 1024;

export const systemRandom: Random = {
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  token: createTokenPool(),
  below: (below) => randomInt(below),
  uuid: () => randomUUID(),
};

/** Each byte is handed out once, and wiped when it is: memory read later gives no token away. */
function createTokenPool(): Random['token'] {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = pool.length;

  return (bytes) => {
    if (bytes > pool.length) return randomBytes(bytes).toString('base64url');
    if (used + bytes > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const drawn = pool.subarray(used, used + bytes);
    used += bytes;
    const token = drawn.toString('base64url');
    drawn.fill(0);
    return token;
  };
}
