import type { Brand } from '../brand';
import type { EmailAddress } from '../mail/email-address';

/** The registry's own name for one employer account (one RUC and branch). Opaque here. */
export type EmployerId = Brand<string, 'EmployerId'>;

export type RucState = 'active' | 'suspended' | 'closed';

/** What the institution has on file for one person at one employer's branch. */
export interface EmployerRecord {
  readonly id: EmployerId;
  readonly legalName: string;
  /** The registered mailbox; absent when there is none or it is no valid address. */
  readonly mailbox?: EmailAddress;
  readonly rucState: RucState;
  readonly key: 'issued' | 'never-issued';
  /** Grows by one with each change of the key; a link made for an older version is void. */
  readonly credentialVersion: number;
}
