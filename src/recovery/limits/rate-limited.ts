import { addMs, type Instant } from '../../domain/time';
import type { ChargeResult, RateLimitName } from '../../ports/security/rate-limits';
import type { RecoveryOptions } from '../options';

/** Whose count is used up, as far as it helps the person to know. */
export type RateLimitedBy = 'document' | 'employer' | 'asker' | 'mailbox';

/** As much as there is was asked for; `until` is when it is worth coming back. */
export interface RateLimited {
  readonly kind: 'limited';
  readonly by: RateLimitedBy;
  /** For the audit trail: which count it was. */
  readonly limit: RateLimitName;
  readonly until: Instant;
}

export type ExceededCharge = ChargeResult & { readonly kind: 'refused' };

export const toRateLimited = (
  { clock }: Pick<RecoveryOptions, 'clock'>,
  { limit, retryIn }: ExceededCharge,
): RateLimited => ({
  kind: 'limited',
  by: whose(limit),
  limit,
  until: addMs(clock.now(), retryIn),
});

function whose(limit: RateLimitName): RateLimitedBy {
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
      return 'asker';
  }
}
