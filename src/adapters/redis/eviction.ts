import { masterNodes, type RedisClient } from './client';

/** Result of reading the server's eviction policy. */
export type EvictionPolicy =
  | { readonly kind: 'none' }
  /** It removes keys: counts start over, and jobs with their mails are lost. */
  | { readonly kind: 'evicts'; readonly policy: string }
  /** It does not answer, or does not report it. */
  | { readonly kind: 'unknown' };

/** Asks every master. Never throws. */
export async function readEvictionPolicy(redis: RedisClient): Promise<EvictionPolicy> {
  const found = await Promise.all(masterNodes(redis).map(policyOf));
  const policy = found.find((one) => one !== undefined && one !== 'noeviction');
  if (policy !== undefined) return { kind: 'evicts', policy };
  return found.length > 0 && found.every((one) => one === 'noeviction') ? { kind: 'none' } : { kind: 'unknown' };
}

/** Reads INFO, because managed servers refuse CONFIG. */
const policyOf = (node: Pick<RedisClient, 'info'>): Promise<string | undefined> =>
  node.info('memory').then(
    (text) => /^maxmemory_policy:(\S+)/m.exec(text)?.[1],
    () => undefined,
  );
