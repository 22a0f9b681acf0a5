import type { RecoveryId } from '../../ports/recovery-id';
import type { TokenDigest } from '../../ports/recovery-store';

/** KEYS of every recovery script: recovery, failures and link of the target, in one slot by their hash tag. */
export function recoveryKeys(id: RecoveryId): readonly [recovery: string, failures: string, link: string] {
  const dot = id.indexOf('.');
  const target = id.slice(0, dot);
  return [`recovery:{${target}}:${id.slice(dot + 1)}`, `failures:{${target}}`, `link:{${target}}`];
}

/** Where a token's recovery is looked up. In a slot of its own: whoever brings a token knows no target yet. */
export const tokenKey = (token: TokenDigest): string => `token:${token}`;
