import type { Brand } from '../domain/brand';
import type { Instant } from '../domain/time';

export interface Clock {
  now(): Instant;
}

export interface SleepingClock extends Clock {
  /** Resolves after `ms`. */
  sleep(ms: number): Promise<void>;
}

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

/** Random, so that it identifies a request and no person. */
export type CorrelationId = Brand<string, 'CorrelationId'>;

/** One id for everything done because of one request: its turn, its mail jobs in any process, and the notifications that follow. */
export interface Correlation {
  /** The id of the current work; undefined outside of any. */
  current(): CorrelationId | undefined;
  /** Runs new work under a new id. */
  begin<T>(work: () => T): T;
  /** Continues work that began elsewhere under its id, or under a new one when the id is unknown. */
  resume<T>(id: CorrelationId | undefined, work: () => T): T;
}

/** Called, for the log, with failures that the person learns of in another way. */
export type ErrorReporter = (error: Error) => void;
