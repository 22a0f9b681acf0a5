import type { MailJob } from './mail-job';

export type MailQuotaResult =
  | { readonly kind: 'acquired' }
  /** Nothing is left; in `retryIn` ms there may be. */
  | { readonly kind: 'exceeded'; readonly retryIn: number };

/**
 * The mails that the service takes, shared by all processes: a token each, which comes back one span after it was taken, so that no
 * span, wherever it begins, sees more than its limit.
 */
export interface MailQuota {
  /** Takes a token of every limit, or of none. @throws Unavailable */
  acquire(kind: MailJob['kind']): Promise<MailQuotaResult>;
  /** The service asked to be left alone: nothing is granted for `ms`, unless it asked for longer before. @throws Unavailable */
  backOff(ms: number): Promise<void>;
}
