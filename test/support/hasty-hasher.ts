import { createHash } from 'node:crypto';
import type { KeyHash } from '../../src/ports/credential-directory';
import type { KeyHasher } from '../../src/ports/key-hasher';

/** For thousands of keys: Argon2id takes its time on purpose. */
export const hastyHasher: KeyHasher = {
  hash: (key) => Promise.resolve(createHash('sha256').update(key.expose()).digest('base64') as KeyHash),
  matches: async (hash, key) => hash === (await hastyHasher.hash(key)),
};
