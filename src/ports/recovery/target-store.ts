import type { TargetState } from '../../domain/recovery/target-state';
import type { Instant } from '../../domain/time';
import type { RecoveryId } from '../ids';
import type { Mac } from '../security/key-ring';
import type { RecoveryFacts, TokenDigest } from './recovery-store';

/** The state of a target as it was read. */
export interface LoadedTarget {
  readonly target: Mac;
  /** Changes with every save. */
  readonly version: string;
  readonly state: TargetState<RecoveryFacts>;
  /** The store's time now: the time at which the state was read, and what has passed since by this process's monotonic clock. */
  readonly now: () => Instant;
}

/**
 * Keeps what is known of each target as one sealed value. It decides nothing: the transitions of src/domain/recovery do. Every method
 * throws Unavailable when the store is down, so that it fails closed.
 */
export interface TargetStore {
  load(target: Mac): Promise<LoadedTarget>;

  /**
   * Saves the next state, which is kept for `keptFor` ms. Saves nothing, and returns the state as it is now, when another save came first or
   * when this one reaches the store more than a second after it was called.
   */
  save(
    loaded: LoadedTarget,
    next: TargetState<RecoveryFacts>,
    keptFor: number,
  ): Promise<LoadedTarget & { readonly isSaved: boolean }>;

  /** Agrees with concurrent callers on one of the MACs, in any order, for a target of which nothing is kept. The first caller's first wins. */
  reserveName(macs: readonly [Mac, ...Mac[]]): Promise<Mac>;

  /** Keeps for `ms` to which recovery the token belongs. */
  indexToken(token: TokenDigest, id: RecoveryId, ms: number): Promise<void>;
  findByToken(token: TokenDigest): Promise<RecoveryId | undefined>;

  /** Whether the store answers. */
  ping(): Promise<void>;
}
