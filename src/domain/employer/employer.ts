import type { Brand } from '../brand';
import type { EmailAddress } from '../mail/email-address';

/** The registry's id of one employer account (one RUC and branch). */
export type EmployerId = Brand<string, 'EmployerId'>;

export type RucState = 'active' | 'suspended' | 'closed';

/** What the registry holds for one person at one employer's branch. */
export interface EmployerRecord {
  readonly id: EmployerId;
  /** Absent when the registry has none. */
  readonly legalName?: string;
  /** The registered mailbox; absent when the registry has none, or no valid address. */
  readonly mailbox?: EmailAddress;
  readonly rucState: RucState;
  readonly key: 'issued' | 'never-issued';
  /** Grows by one with each change of the key. A link that was made for an earlier version is void. */
  readonly credentialVersion: number;
}
