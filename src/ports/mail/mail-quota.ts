import type { MailJob } from './mail-job';

export type MailQuotaResult =
  | { readonly kind: 'acquired' }
  /** No mail may be sent now. One may be allowed in `retryIn` ms. */
  | { readonly kind: 'exceeded'; readonly retryIn: number };

/**
 * How many mails the mail service accepts, shared by all processes. Each mail takes a token, which is returned one span later, so that no
 * span exceeds its limit, wherever it begins.
 */
export interface MailQuota {
  /** Takes one token of every limit, or none at all. @throws Unavailable */
  acquire(kind: MailJob['kind']): Promise<MailQuotaResult>;
  /** Grants nothing for `ms`, because the mail service asked to wait. A longer back-off stays in force. @throws Unavailable */
  backOff(ms: number): Promise<void>;
}
