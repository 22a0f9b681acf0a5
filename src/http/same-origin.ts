import type { IncomingMessage } from 'node:http';
import { Problem } from './problem';

/** A page elsewhere may not post here. Programs send neither header. @throws Problem 403 */
export function requireSameOrigin({ headers }: IncomingMessage, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOurs = origin === undefined || origin === new URL(publicUrl).origin;
  const isNear = site === undefined || site === 'same-origin' || site === 'none';
  if (!isOurs || !isNear) throw new Problem(403);
}
