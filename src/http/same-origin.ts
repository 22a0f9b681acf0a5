import type { IncomingMessage } from 'node:http';
import { Problem } from './server/problem';

/** Whether no other page sent it: browsers say of each POST where it is from, twice. Programs say nothing, and could say anything. */
export function isSameOrigin({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOurs = origin === undefined || origin === new URL(publicUrl).origin;
  const isNear = site === undefined || site === 'same-origin' || site === 'none';
  return isOurs && isNear;
}

/** A page elsewhere may not post here. @throws Problem 403 */
export function requireSameOrigin(request: IncomingMessage, publicUrl: string): void {
  if (!isSameOrigin(request, publicUrl)) throw new Problem(403, { kind: 'foreign-origin' });
}
