import { canonicalClaim, type Claim } from '../domain/claim';
import type { Instant } from '../domain/time';
import { subjectsOf } from './audit-subjects';
import type { RecoveryOptions } from './options';

export type TargetPorts = Pick<RecoveryOptions, 'audit' | 'keyRing' | 'store'>;

/**
 * The employer said that it was somebody else: for `ms` nothing is begun, and whatever is under way has ended. Under every name that the
 * target may be known by while keys are changed. @throws Unavailable
 */
export async function pauseTarget(ports: TargetPorts, claim: Claim, ms: number): Promise<Instant> {
  const { audit, keyRing, store } = ports;
  const ends = await Promise.all(namesOf(ports, claim).map((name) => store.pause(name, ms)));
  audit.record({ event: 'target-paused', outcome: 'alert', reason: 'disavowed', ...subjectsOf(keyRing, claim) });
  return Math.min(...ends) as Instant;
}

/** Lets it go again before its time. @throws Unavailable */
export async function resumeTarget(ports: TargetPorts, claim: Claim): Promise<'resumed' | 'not-paused'> {
  const { audit, keyRing, store } = ports;
  const outcomes = await Promise.all(namesOf(ports, claim).map((name) => store.resume(name)));
  if (!outcomes.includes('resumed')) return 'not-paused';
  audit.record({ event: 'target-resumed', outcome: 'resumed', ...subjectsOf(keyRing, claim) });
  return 'resumed';
}

const namesOf = ({ keyRing }: Pick<TargetPorts, 'keyRing'>, claim: Claim) =>
  keyRing.macs('target', canonicalClaim(claim));
