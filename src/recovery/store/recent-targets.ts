import { SECOND } from '../../domain/time';
import type { LoadedTarget } from '../../ports/recovery/target-store';
import type { Mac } from '../../ports/security/key-ring';

/** How long (ms) a reading is remembered. */
const RECENT = SECOND;

export interface RecentTargets {
  /** Remembers the target as it was read, in place of an earlier reading, and returns it. */
  remember(loaded: LoadedTarget): LoadedTarget;
  /** Returns what was read a moment ago, once. */
  take(target: Mac): LoadedTarget | undefined;
}

/** Remembers what was read last, so that a step that follows a reading need not read again. Each use forgets what has become old. */
export function createRecentTargets(): RecentTargets {
  const readings = new Map<Mac, { readonly loaded: LoadedTarget; readonly at: number }>();

  /** The oldest come first. */
  const forgetOld = (): void => {
    for (const [target, { at }] of readings) {
      if (performance.now() - at < RECENT) return;
      readings.delete(target);
    }
  };

  return {
    remember(loaded) {
      forgetOld();
      readings.delete(loaded.target);
      readings.set(loaded.target, { loaded, at: performance.now() });
      return loaded;
    },

    take(target) {
      forgetOld();
      const found = readings.get(target);
      readings.delete(target);
      return found?.loaded;
    },
  };
}
