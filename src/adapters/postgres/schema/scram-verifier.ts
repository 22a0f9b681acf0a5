import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

/** PostgreSQL's own number. */
const ROUNDS = 4096;

/**
 * What PostgreSQL keeps of a password (RFC 5803): given this instead of the password, it cannot write the password into its log.
 * @param salt 16 random bytes
 * @throws Error for what is not printable ASCII: other text has more than one spelling
 */
export function scramVerifier(password: string, salt: Buffer): string {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('A password of the database is of printable ASCII.');
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const keyed = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
