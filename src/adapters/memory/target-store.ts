import { EMPTY_TARGET, type TargetState } from '../../domain/recovery/target-state';
import { SECOND } from '../../domain/time';
import type { RecoveryId } from '../../ports/ids';
import type { RecoveryFacts, TokenDigest } from '../../ports/recovery/recovery-store';
import type { LoadedTarget, TargetStore } from '../../ports/recovery/target-store';
import type { Mac } from '../../ports/security/key-ring';
import type { Clock } from '../../ports/system';
import { createExpiringMap } from './expiring-map';

/** How long (ms) a reserved name stands: longer than it takes to use it. */
const RESERVATION = 5 * SECOND;

interface Stored {
  readonly version: string;
  readonly state: TargetState<RecoveryFacts>;
}

const NOTHING: Stored = { version: '0', state: EMPTY_TARGET };

/** Keeps targets in this process. */
export function createMemoryTargetStore(clock: Clock): TargetStore {
  const targets = createExpiringMap<Mac, Stored>(clock);
  const tokens = createExpiringMap<TokenDigest, RecoveryId>(clock);
  const reservations = createExpiringMap<Mac, Mac>(clock);
  let saves = 0;

  const load = (target: Mac): LoadedTarget => {
    const { state, version } = targets.get(target) ?? NOTHING;
    return { target, version, state, now: () => clock.now() };
  };

  return {
    load: (target) => Promise.resolve(load(target)),

    save({ target, version }, state, keptFor) {
      const current = load(target);
      if (current.version !== version) return Promise.resolve({ ...current, isSaved: false });
      saves += 1;
      targets.set(target, { version: String(saves), state }, keptFor);
      return Promise.resolve({ ...load(target), isSaved: true });
    },

    reserveName([first, ...others]) {
      // All callers reserve under the smallest MAC, so the order of their MACs does not matter.
      const agreed = others.reduce((one, other) => (other < one ? other : one), first);
      const reserved = reservations.get(agreed);
      if (reserved !== undefined && [first, ...others].includes(reserved)) return Promise.resolve(reserved);
      reservations.set(agreed, first, RESERVATION);
      return Promise.resolve(first);
    },

    indexToken(token, id, ms) {
      tokens.set(token, id, ms);
      return Promise.resolve();
    },

    findByToken: (token) => Promise.resolve(tokens.get(token)),
    ping: () => Promise.resolve(),
  };
}
