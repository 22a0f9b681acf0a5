/** Cryptographically secure randomness. */
export interface Random {
  /** Uniform decimal digits, leading zeros kept. */
  digits(count: number): string;
  /** `bytes` random bytes in base64url. */
  token(bytes: number): string;
  /** A random UUID (version 4). */
  uuid(): string;
  /** A uniform whole number, 0 ≤ n < `below`. */
  below(below: number): number;
}
