import { secondsToWait } from '../domain/time';
import { Problem } from './problem';

/** Somebody asked for more than there is; in `msLeft` there may be something again. */
export const tooMany = (kind: string, msLeft: number): Problem =>
  new Problem(429, { kind, headers: { 'Retry-After': String(secondsToWait(msLeft)) } });
