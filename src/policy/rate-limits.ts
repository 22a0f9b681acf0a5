import { DAY, HOUR, MINUTE, SECOND } from '../domain/time';
import type { RateLimitRules } from '../ports/security/rate-limits';

/**
 * Enforced by the rate limits (ASVS 5.0 2.4.1). Limits on claims count what was typed, so that no limit tells whether an employer exists.
 * Hourly windows stop a program; daily windows stop one that waits. Both are far above what a person needs once or twice a year.
 */
export const rateLimitRules = {
  /** A person may act for two or three employers and mistype a few times. */
  'document-validations': {
    windows: [
      { most: 10, per: HOUR },
      { most: 30, per: DAY },
    ],
  },
  /** A person who tries more employers than this in an hour is searching for one. */
  'document-rucs': { windows: [{ most: 5, per: HOUR }] },
  /** Per RUC and branch: the three codes of one recovery, and a second recovery. */
  'target-codes': {
    windows: [
      { most: 5, per: HOUR },
      { most: 10, per: DAY },
    ],
  },
  /** Few people act for one branch: a sixth ID means that someone is guessing. */
  'target-documents': { windows: [{ most: 5, per: DAY }] },
  /** Over all RUCs: one accountant's mailbox may serve a dozen of them. */
  'mailbox-mails': {
    windows: [
      { most: 10, per: HOUR },
      { most: 30, per: DAY },
    ],
  },
  /** After five mismatches another channel helps more than a sixth try. Per conversation and per user: channels let a person renew either. */
  'conversation-failures': { windows: [{ most: 5, per: HOUR }] },
  'user-failures': { windows: [{ most: 5, per: HOUR }] },
  /** Three recoveries of three codes each: nine codes in an hour. */
  'conversation-recoveries': { windows: [{ most: 3, per: HOUR }] },
  'user-recoveries': { windows: [{ most: 3, per: HOUR }] },
  /** Far more than a person types. */
  'conversation-messages': { windows: [{ most: 20, per: 10 * SECOND }] },
  'user-messages': { windows: [{ most: 20, per: 10 * SECOND }] },
  /** Some channels deliver every message of a group: the invitation must not become a nuisance. */
  'group-invitations': { windows: [{ most: 5, per: MINUTE }] },
  /** Many people share the address of an office or a mobile carrier, but none of them loads the page every few seconds. */
  'address-tokens': { windows: [{ most: 20, per: 10 * MINUTE }] },
  'address-page-views': { windows: [{ most: 60, per: MINUTE }] },
  /** Opening the link, and a handful of rejected keys. */
  'address-page-posts': { windows: [{ most: 10, per: MINUTE }] },
} satisfies RateLimitRules;

/** How long (ms) a requester is locked out after the last failure allowed: enough to fetch the papers with the right numbers. */
export const FAILURE_LOCKOUT = 15 * MINUTE;
