import type { IncomingMessage } from 'node:http';
import type { AuditTrail } from '../../ports/monitoring/audit-trail';
import type { RateLimitName, RateLimits } from '../../ports/security/rate-limits';
import { tooManyRequests } from '../server/problem';
import { createVisitorAddressOf } from './visitor-address';

/** The rate limits that count per address of a visitor. */
export type AddressLimit = Extract<RateLimitName, `address-${string}`>;

/** Counts one request against the limit. @throws Problem 429 with `Retry-After`; Unavailable when it cannot be counted: the request is then refused, too */
export type LimitByAddress = (limit: AddressLimit, request: IncomingMessage) => Promise<void>;

export interface AddressLimitsOptions {
  readonly limits: RateLimits;
  readonly audit: AuditTrail;
  /** Proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[];
  /** See `createVisitorAddressOf`. */
  readonly onUntrustedForwardedFor?: () => void;
}

/** Limits requests per address of the visitor. For pages and tokens only: requests of a channel carry the channel's address. */
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
      case 'allowed':
        return;
      case 'exceeded': {
        // Recorded once per window, and without the address, which is personal data.
        if (charged.first) audit.record({ event: 'limit-reached', outcome: 'alert', reason: limit });
        throw tooManyRequests('too-many', charged.retryIn);
      }
    }
  };
}
