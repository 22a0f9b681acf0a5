import type { Mac } from '../../../ports/security/key-ring';
import type { RecoveryId } from '../../../ports/ids';
import type { KeyName } from '../naming/name-resolver';

/** KEYS of every recovery script: the recovery, and the target's failures, link, marker and suspension. One hash tag keeps them in one slot. */
export function recoveryKeys(id: RecoveryId): readonly [recovery: string, ...ofTarget: readonly string[]] {
  const dot = id.indexOf('.');
  const { key, failures, suspension, link } = targetKeys(id.slice(0, dot) as Mac);
  return [`recovery:{${id.slice(0, dot)}}:${id.slice(dot + 1)}`, failures, link, key, suspension];
}

export interface TargetKeys extends KeyName {
  readonly target: Mac;
  readonly failures: string;
  readonly link: string;
  /** Has the least weight, because a target is suspended under all its names. */
  readonly suspension: string;
}

/** A target keeps this MAC as its name while any of these keys exists. Failures have the greatest weight, because they must not be lost. */
export function targetKeys(target: Mac): TargetKeys {
  const [key, failures, link] = [`target:{${target}}`, `failures:{${target}}`, `link:{${target}}`];
  // Stored names stay, see docs/glossary.md#stored-words.
  const suspension = `hold:{${target}}`;
  return { target, key, failures, link, suspension, usageKeys: [failures, link, key, suspension] };
}
