import type { IncomingMessage } from 'node:http';
import type { AuditTrail } from '../../ports/monitoring/audit-trail';
import type { RateLimitName, RateLimits } from '../../ports/security/rate-limits';
import { tooManyRequests } from '../too-many';
import { createVisitorAddressOf } from './visitor-address';

/** What is counted of each visitor's address. */
export type AddressLimit = Extract<RateLimitName, `address-${string}`>;

/** Counts one more. @throws Problem 429, which says when to come again; Unavailable: uncounted, nobody is let in */
export type LimitByAddress = (limit: AddressLimit, request: IncomingMessage) => Promise<void>;

export interface AddressLimitsOptions {
  readonly limits: RateLimits;
  readonly audit: AuditTrail;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** See `createVisitorAddress`. */
  readonly onUntrustedForwardedFor?: () => void;
}

/** Limits per address of the visitor, where it is ours to see: channels show us their own. */
export function createLimitByAddress({
  audit,
  limits,
  onUntrustedForwardedFor,
  trustedProxies,
}: AddressLimitsOptions): LimitByAddress {
  const visitorAddress = createVisitorAddressOf(trustedProxies, onUntrustedForwardedFor);

  return async (limit, request) => {
    const charged = await limits.charge([{ limit, key: visitorAddress(request) }]);
    switch (charged.kind) {
      case 'granted':
        return;
      case 'refused': {
        // Once for each window, and without the address: what it does elsewhere is not ours to follow.
        if (charged.first) audit.record({ event: 'limit-reached', outcome: 'alert', reason: limit });
        throw tooManyRequests('too-many', charged.retryIn);
      }
    }
  };
}
