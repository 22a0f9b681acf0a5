import type { RetryPolicy } from '../domain/retry-policy';
import { DAY, HOUR, SECOND } from '../domain/time';

/** How one mail is retried. All times in ms. */
export const mailRetryRules = {
  /** Three tries within 20 s: a short failure of the mail service should not cost the person a resend. */
  delays: [SECOND / 2, 2 * SECOND],
  retryFor: 20 * SECOND,
  tryTimeout: 5 * SECOND,
  storeRetryDelay: SECOND,
  longestBackOff: HOUR,
  /** Longer than any step between scheduling a job and adding it, shorter than a person's patience. */
  scheduledJobDelay: 5 * SECOND,
  scheduledNoticeDelay: 30 * SECOND,
} as const;

/** How jobs of the mail queue and recovery timers are retried while a dependency is down: for about 17 minutes in all. */
export const jobRetryPolicy: RetryPolicy = { attempts: 11, firstDelay: SECOND };

/** Enforced by the sent-mail log. All times in ms. */
export const sentMailRules = {
  /** Event Grid delivers a report for up to a day. */
  entry: DAY,
  /** The mail service itself suppresses a mailbox that bounced for a day. */
  bounce: DAY,
} as const;

/** The share of the mail quota that code mails may not use: after a verified code, the link must be sent. */
export const SHARE_RESERVED_FOR_LINKS = 1 / 3;

/** Default of MAIL_RATE: what Azure Communication Services allows a new subscription that sends from a domain of its own. */
export const DEFAULT_MAIL_RATE = '30/min,100/h';
