import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Sensitive } from '../../domain/sensitive';
import { Problem } from '../server/problem';

/** What a request shows for a secret. */
type Shown = 'right' | 'wrong' | 'none';

/** @throws Problem 401, the same for a wrong secret as for none */
export type RequireSecret = (request: IncomingMessage, accepted: readonly Shown[]) => void;

/** `Authorization: Bearer <secret>` (RFC 6750, 2.1), and nothing else: addresses end up in logs, so a secret in the query is not looked at. */
export function createRequireSecret(secret: Sensitive<string>): RequireSecret {
  const expected = digest(secret.expose());
  return ({ headers }, accepted) => {
    if (accepted.includes(shownIn(headers.authorization, expected))) return;
    throw new Problem(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
  };
}

function shownIn(authorization: string | undefined, expected: Buffer): Shown {
  if (authorization === undefined) return 'none';
  const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  return given !== undefined && timingSafeEqual(digest(given), expected) ? 'right' : 'wrong';
}

/** Of one length, whatever the text's: comparing takes the same time for all. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
