import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../ports/random';

export const systemRandom: Random = {
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  below: (below) => randomInt(below),
  uuid: () => randomUUID(),
};
