import type { EmailAddress } from '../mail/email-address';
import type { EmployerRecord } from './employer';

/** Why an employer must use the in-person procedure (docs/procedure.md#in-person-conditions). */
export type InPersonCause = 'first-key' | 'ruc-inactive' | 'no-mailbox';

export type Eligibility =
  | { readonly kind: 'eligible'; readonly mailbox: EmailAddress }
  | { readonly kind: 'ineligible'; readonly cause: InPersonCause };

/** Returns whether this employer may recover the key online; otherwise the first cause in the procedure's order. */
export function judgeEligibility(record: EmployerRecord): Eligibility {
  if (record.key === 'never-issued') return { kind: 'ineligible', cause: 'first-key' };
  if (record.rucState !== 'active') return { kind: 'ineligible', cause: 'ruc-inactive' };
  if (record.mailbox === undefined) return { kind: 'ineligible', cause: 'no-mailbox' };
  return { kind: 'eligible', mailbox: record.mailbox };
}
