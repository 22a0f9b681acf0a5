import type { Brand } from '../brand';
import type { Lockout } from './lockout';

/** The code as the person reads and types it: 6 to 8 decimal digits, leading zeros kept. */
export type OneTimeCode = Brand<string, 'OneTimeCode'>;

/**
 * The verdict on one attempt at a code. `expired` also stands for an absent and a used code, so that it does not reveal which. `lockout`: this
 * failure has begun a lockout of the target.
 */
export type CodeVerdict =
  | { readonly kind: 'verified' }
  | { readonly kind: 'mismatch'; readonly attemptsLeft: number }
  | { readonly kind: 'exhausted'; readonly lockout?: 'begun' }
  | { readonly kind: 'expired' }
  | ({ readonly kind: 'locked-out'; readonly lockout?: 'begun' } & Lockout);

/** `123456` as `123 456`: two groups are read and typed with fewer mistakes. */
export const formatCode = (code: OneTimeCode): string => {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
};
