import type { AccessKey } from '../../domain/employer/access-key';
import type { Sensitive } from '../../domain/sensitive';
import type { AccessKeyHash } from '../registry/credential-directory';

/** Hashes keys for storage and verifies them. */
export interface AccessKeyHasher {
  hash(key: Sensitive<AccessKey>): Promise<AccessKeyHash>;
  matches(hash: AccessKeyHash, key: Sensitive<AccessKey>): Promise<boolean>;
}
