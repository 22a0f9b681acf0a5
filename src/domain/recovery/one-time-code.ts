import type { Brand } from '../brand';
import type { Lockout } from './lockout';

/** A code of decimal digits; leading zeros count. Its length is a setting within `codeLength` of src/policy/recovery.ts. */
export type OneTimeCode = Brand<string, 'OneTimeCode'>;

/**
 * The verdict on one attempt at a code. `expired` also stands for an absent or used code, so that the verdict does not reveal which.
 * `lockout`: this failure has begun a lockout of the target.
 */
export type CodeVerdict =
  | { readonly kind: 'verified' }
  | { readonly kind: 'mismatch'; readonly attemptsLeft: number }
  | { readonly kind: 'exhausted'; readonly lockout?: 'begun' }
  | { readonly kind: 'expired' }
  | ({ readonly kind: 'locked-out'; readonly lockout?: 'begun' } & Lockout);

/** Returns `123456` as `123 456`, because people make fewer mistakes with two groups. */
export const formatCode = (code: OneTimeCode): string => {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
};
