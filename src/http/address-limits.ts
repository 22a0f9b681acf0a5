import type { IncomingMessage } from 'node:http';
import type { AuditTrail } from '../ports/audit-trail';
import type { LimitName, RateLimits } from '../ports/rate-limits';
import { tooMany } from './too-many';
import { createVisitorAddress } from './visitor-address';

/** What is counted of each visitor's address. */
export type AddressLimit = Extract<LimitName, `address-${string}`>;

/** Counts one more. @throws Problem 429, which says when to come again; Unavailable: uncounted, nobody is let in */
export type CountByAddress = (limit: AddressLimit, request: IncomingMessage) => Promise<void>;

export interface AddressLimitsOptions {
  readonly limits: RateLimits;
  readonly audit: AuditTrail;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** See `createVisitorAddress`. */
  readonly onHearsay?: () => void;
}

/** Limits per address of the visitor, where it is ours to see: channels show us their own. */
export function createCountByAddress({
  audit,
  limits,
  onHearsay,
  trustedProxies,
}: AddressLimitsOptions): CountByAddress {
  const visitorAddress = createVisitorAddress(trustedProxies, onHearsay);

  return async (limit, request) => {
    const charged = await limits.charge([{ limit, subject: visitorAddress(request) }]);
    switch (charged.kind) {
      case 'granted':
        return;
      case 'refused': {
        // Once for each window, and without the address: what it does elsewhere is not ours to follow.
        if (charged.first) audit.record({ event: 'limit-reached', outcome: 'alert', reason: limit });
        throw tooMany('too-many', charged.retryIn);
      }
    }
  };
}
