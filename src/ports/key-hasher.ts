import type { AccessKey } from '../domain/access-key';
import type { Sensitive } from '../domain/sensitive';
import type { KeyHash } from './credential-directory';

/** Turns a key into what may be kept of it. */
export interface KeyHasher {
  hash(key: Sensitive<AccessKey>): Promise<KeyHash>;
  matches(hash: KeyHash, key: Sensitive<AccessKey>): Promise<boolean>;
}
