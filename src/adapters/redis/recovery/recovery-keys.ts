import type { Mac } from '../../../ports/security/key-ring';
import type { RecoveryId } from '../../../ports/ids';
import type { KeyName } from '../naming/name-resolver';

/** KEYS of every recovery script: recovery, failures, link, sign and hold of the target, in one slot by their hash tag. */
export function recoveryKeys(id: RecoveryId): readonly [recovery: string, ...ofTarget: readonly string[]] {
  const dot = id.indexOf('.');
  const { key, failures, suspension, link } = targetKeys(id.slice(0, dot) as Mac);
  return [`recovery:{${id.slice(0, dot)}}:${id.slice(dot + 1)}`, failures, link, key, suspension];
}

export interface TargetKeys extends KeyName {
  readonly target: Mac;
  readonly failures: string;
  readonly link: string;
  /** Least telling: an operator holds the target back under all names that there are then. */
  readonly suspension: string;
}

/** A target goes by this MAC as long as anything of it is remembered by it. Failures come first: they must not be lost. */
export function targetKeys(target: Mac): TargetKeys {
  const [key, failures, link] = [`target:{${target}}`, `failures:{${target}}`, `link:{${target}}`];
  const hold = `hold:{${target}}`;
  return { target, key, failures, link, suspension: hold, usageKeys: [failures, link, key, hold] };
}
