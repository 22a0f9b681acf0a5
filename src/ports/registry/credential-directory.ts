import type { Brand } from '../../domain/brand';
import type { AccessKey } from '../../domain/employer/access-key';
import type { EmployerId } from '../../domain/employer/employer';
import type { Sensitive } from '../../domain/sensitive';

/** A key as it is kept: an Argon2id string. */
export type AccessKeyHash = Brand<string, 'KeyHash'>;

export interface CredentialChange {
  readonly employer: EmployerId;
  readonly hash: AccessKeyHash;
  /** The version the link was made for. */
  readonly expectedVersion: number;
}

export interface CredentialDirectory {
  /**
   * Compare-and-set: changes the key, raises the version by one and revokes every session of the account, or does
   * nothing (`stale`) when the version is another one by now. @throws Unavailable
   */
  setKey(credential: CredentialChange): Promise<'changed' | 'stale'>;

  /** Whether this is the key in force. @throws Unavailable */
  isCurrentKey(employer: EmployerId, key: Sensitive<AccessKey>): Promise<boolean>;
}
