import { addMs, type Instant } from '../../domain/time';
import type { ChargeResult, RateLimitName } from '../../ports/security/rate-limits';
import type { RecoveryOptions } from '../options';

/** Whose limit was exceeded, as far as it helps the person to know. */
export type RateLimitedBy = 'document' | 'employer' | 'requester' | 'mailbox';

/** A limit was exceeded; from `until` on it may allow more. */
export interface RateLimited {
  readonly kind: 'rate-limited';
  readonly by: RateLimitedBy;
  /** For the audit trail. */
  readonly limit: RateLimitName;
  readonly until: Instant;
}

/** The last failure allowed: the requester is locked out until then. */
export interface TooManyFailures {
  readonly kind: 'requester-locked-out';
  readonly until: Instant;
}

export type ExceededCharge = ChargeResult & { readonly kind: 'exceeded' };

export const toRateLimited = (
  { clock }: Pick<RecoveryOptions, 'clock'>,
  { limit, retryIn }: ExceededCharge,
): RateLimited => ({
  kind: 'rate-limited',
  by: ownerOf(limit),
  limit,
  until: addMs(clock.now(), retryIn),
});

function ownerOf(limit: RateLimitName): RateLimitedBy {
  switch (limit) {
    case 'document-validations':
    case 'document-rucs':
      return 'document';
    case 'target-codes':
    case 'target-documents':
      return 'employer';
    case 'mailbox-mails':
      return 'mailbox';
    case 'conversation-failures':
    case 'user-failures':
    case 'conversation-recoveries':
    case 'user-recoveries':
    case 'conversation-messages':
    case 'user-messages':
    case 'group-invitations':
    case 'address-tokens':
    case 'address-page-views':
    case 'address-page-posts':
      return 'requester';
  }
}
