import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/time';
import type { SleepingClock } from '../../ports/system';

export const systemClock: SleepingClock = { now: () => Date.now() as Instant, sleep: (ms) => delay(ms) };
