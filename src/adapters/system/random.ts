import { randomBytes, randomFillSync, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../ports/system';

/** Size of the pool for tokens. A turn makes several, and one from the pool costs a tenth of a system call for a few bytes. */
const POOL_BYTES = 4 * 1024;

export const systemRandom: Random = {
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  token: createTokenPool(),
  below: (below) => randomInt(below),
  uuid: () => randomUUID(),
};

/** Uses each byte once and wipes it then, so that memory read later reveals no token. */
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
