import { createHash } from 'node:crypto';
import type { AccessKeyHash } from '../../../src/ports/registry/credential-directory';
import type { AccessKeyHasher } from '../../../src/ports/security/access-key-hasher';

/** A hasher for thousands of keys, because Argon2id is slow on purpose. */
export const fastHasher: AccessKeyHasher = {
  hash: (key) => Promise.resolve(createHash('sha256').update(key.expose()).digest('base64') as AccessKeyHash),
  matches: async (hash, key) => hash === (await fastHasher.hash(key)),
};
