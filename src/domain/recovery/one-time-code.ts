import type { Brand } from '../brand';
import type { Lockout } from './lockout';

/** The code as the person reads and types it: 6 to 8 decimal digits, leading zeros kept. */
export type OneTimeCode = Brand<string, 'OneTimeCode'>;

/**
 * What one attempt at a code came to. Absent, expired and already used read the same: nobody learns which. `begun`: it was this failure
 * after which the target rests.
 */
export type CodeVerdict =
  | { readonly kind: 'verified' }
  | { readonly kind: 'mismatch'; readonly attemptsLeft: number }
  | { readonly kind: 'exhausted'; readonly pause?: 'begun' }
  | { readonly kind: 'expired' }
  | ({ readonly kind: 'locked-out'; readonly pause?: 'begun' } & Lockout);

/** `123456` as `123 456`: two groups are read and typed with fewer mistakes. */
export const formatCode = (code: OneTimeCode): string => {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
};
