import type { Limited } from '../src/recovery/limited';
import type { Line } from './chat';
import { comeBackAt } from './come-back-at';

/** Why not now, when to come back, and the way that is open meanwhile. */
export const limitedLine = ({ by, until }: Limited): Line => ({
  key: `limit.${by}`,
  values: comeBackAt(until),
  choices: ['in-person', 'cancel'],
});
