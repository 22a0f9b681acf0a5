import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/time';
import type { PatientClock } from '../../ports/clock';

export const systemClock: PatientClock = { now: () => Date.now() as Instant, pause: (ms) => delay(ms) };
