import { hash, verify } from '@node-rs/argon2';
import type { AccessKey } from '../../domain/employer/access-key';
import type { Sensitive } from '../../domain/sensitive';
import type { AccessKeyHash } from '../../ports/registry/credential-directory';
import type { AccessKeyHasher } from '../../ports/security/access-key-hasher';

/** OWASP's password storage cheat sheet: 19 MiB, two passes, one lane. Argon2id is the library's own default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id with a random salt; both calls compute off the main thread. */
export const createArgon2AccessKeyHasher = (): AccessKeyHasher => ({
  hash: async (key) => (await hash(normalise(key), COST)) as AccessKeyHash,

  // A hash of another algorithm, from an older system, counts as no match, so that its owner can replace the key.
  matches: async (stored, key) => stored.startsWith('$argon2id$') && (await verify(stored, normalise(key))),
});

/** Normalises the key, because devices type `ñ` as one character or as two (NIST SP 800-63B-4, 3.1.1.2). */
const normalise = (key: Sensitive<AccessKey>): string => key.expose().normalize('NFC');
