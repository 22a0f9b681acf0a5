import { ceilToSeconds } from '../domain/time';
import { Problem } from './server/problem';

/** Somebody asked for more than there is; in `msLeft` there may be something again. */
export const tooManyRequests = (kind: string, msLeft: number): Problem =>
  new Problem(429, { kind, headers: { 'Retry-After': String(ceilToSeconds(msLeft)) } });
