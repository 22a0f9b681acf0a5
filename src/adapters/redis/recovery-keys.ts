import type { Mac } from '../../ports/key-ring';
import type { RecoveryId } from '../../ports/recovery-id';
import type { Name } from './naming';

/** KEYS of every recovery script: recovery, failures, link, sign and hold of the target, in one slot by their hash tag. */
export function recoveryKeys(id: RecoveryId): readonly [recovery: string, ...ofTarget: readonly string[]] {
  const dot = id.indexOf('.');
  const { key, failures, hold, link } = targetName(id.slice(0, dot) as Mac);
  return [`recovery:{${id.slice(0, dot)}}:${id.slice(dot + 1)}`, failures, link, key, hold];
}

export interface TargetName extends Name {
  readonly target: Mac;
  readonly failures: string;
  readonly link: string;
  /** Least telling: an operator holds the target back under all names that there are then. */
  readonly hold: string;
}

/** A target goes by this MAC as long as anything of it is remembered by it. Failures come first: they must not be lost. */
export function targetName(target: Mac): TargetName {
  const [key, failures, link] = [`target:{${target}}`, `failures:{${target}}`, `link:{${target}}`];
  const hold = `hold:{${target}}`;
  return { target, key, failures, link, hold, signs: [failures, link, key, hold] };
}
