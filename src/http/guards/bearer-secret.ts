import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Sensitive } from '../../domain/sensitive';
import { Problem } from '../server/problem';

/** How the secret of a request compares with the expected one. */
type SecretMatch = 'correct' | 'wrong' | 'missing';

/** Lets a request pass when its secret is one of `accepted`. @throws Problem 401, the same for a wrong secret as for a missing one */
export type RequireSecret = (request: IncomingMessage, accepted: readonly SecretMatch[]) => void;

/** Reads `Authorization: Bearer <secret>` (RFC 6750, 2.1) only. A secret in the query is ignored, because URLs end up in logs. */
export function createRequireSecret(secret: Sensitive<string>): RequireSecret {
  const expected = digest(secret.expose());
  return ({ headers }, accepted) => {
    if (accepted.includes(matchSecret(headers.authorization, expected))) return;
    throw new Problem(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
  };
}

function matchSecret(authorization: string | undefined, expected: Buffer): SecretMatch {
  if (authorization === undefined) return 'missing';
  const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  return given !== undefined && timingSafeEqual(digest(given), expected) ? 'correct' : 'wrong';
}

/** Digests have one length, so that comparing them takes the same time for every text. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
