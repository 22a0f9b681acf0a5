import { later, type Instant } from '../domain/time';
import type { Charged, LimitName } from '../ports/rate-limits';
import type { RecoveryOptions } from './options';

/** Whose count is used up, as far as it helps the person to know. */
export type LimitedBy = 'document' | 'employer' | 'asker' | 'mailbox';

/** As much as there is was asked for; `until` is when it is worth coming back. */
export interface Limited {
  readonly kind: 'limited';
  readonly by: LimitedBy;
  /** For the audit trail: which count it was. */
  readonly limit: LimitName;
  readonly until: Instant;
}

export type Refused = Charged & { readonly kind: 'refused' };

export const limitedBy = ({ clock }: Pick<RecoveryOptions, 'clock'>, { limit, retryIn }: Refused): Limited => ({
  kind: 'limited',
  by: whose(limit),
  limit,
  until: later(clock.now(), retryIn),
});

function whose(limit: LimitName): LimitedBy {
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
