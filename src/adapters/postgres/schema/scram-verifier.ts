import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

/** PostgreSQL's default number of iterations. */
const ITERATIONS = 4096;

/**
 * Returns what PostgreSQL stores for a password (RFC 5803). Sent instead of the password, it keeps the password out of the server's log.
 * @param salt 16 random bytes
 * @throws Error for a password that is not printable ASCII, because other text has more than one encoding
 */
export function scramVerifier(password: string, salt: Buffer): string {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('The password of the database must be printable ASCII.');
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyed = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
