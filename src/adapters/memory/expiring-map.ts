import { addMs, type Instant } from '../../domain/time';
import type { Clock } from '../../ports/system';

export interface ExpiringMap<K, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  /** Keeps the value for `ms` from now, and moves its key to the end. */
  set(key: K, value: V, ms: number): void;
  delete(key: K): void;
}

/**
 * A map whose entries expire. All entries of one map live about equally long, so the oldest come first: each access drops expired ones
 * from the front, and no timer is needed to keep the map small.
 */
export function createExpiringMap<K, V>(clock: Clock): ExpiringMap<K, V> {
  const entries = new Map<K, { readonly value: V; readonly endsAt: Instant }>();

  const dropExpired = (now: Instant) => {
    for (const [key, { endsAt }] of entries) {
      if (now < endsAt) return;
      entries.delete(key);
    }
  };

  const get = (key: K): V | undefined => {
    const now = clock.now();
    dropExpired(now);
    const entry = entries.get(key);
    return entry && now < entry.endsAt ? entry.value : undefined;
  };

  return {
    get,

    has: (key) => get(key) !== undefined,

    set(key, value, ms) {
      const now = clock.now();
      dropExpired(now);
      entries.delete(key);
      entries.set(key, { value, endsAt: addMs(now, ms) });
    },

    delete(key) {
      entries.delete(key);
    },
  };
}
