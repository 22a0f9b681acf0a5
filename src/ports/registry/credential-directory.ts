import type { Brand } from '../../domain/brand';
import type { AccessKey } from '../../domain/employer/access-key';
import type { EmployerId } from '../../domain/employer/employer';
import type { Sensitive } from '../../domain/sensitive';

/** A key as it is stored: an Argon2id string. */
export type AccessKeyHash = Brand<string, 'AccessKeyHash'>;

export interface CredentialChange {
  readonly employer: EmployerId;
  readonly hash: AccessKeyHash;
  /** The credential version for which the link was made. */
  readonly expectedVersion: number;
}

export interface CredentialDirectory {
  /**
   * Compares and sets: changes the key, raises the version by one and revokes every session of the account. Does nothing (`stale`) when the
   * version has changed. @throws Unavailable
   */
  setKey(credential: CredentialChange): Promise<'changed' | 'stale'>;

  /** Returns whether this is the current key. @throws Unavailable */
  isCurrentKey(employer: EmployerId, key: Sensitive<AccessKey>): Promise<boolean>;
}
