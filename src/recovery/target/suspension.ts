import { canonicalClaim, type Claim } from '../../domain/claim/claim';
import type { Instant } from '../../domain/time';
import { auditSubjects } from '../audit';
import type { RecoveryOptions } from '../options';

export type SuspensionPorts = Pick<RecoveryOptions, 'audit' | 'keyRing' | 'store'>;

/**
 * Called when an employer reports that another person asked: for `ms` no recovery begins for the target, and its open ones are cancelled.
 * Suspends every name of the target, one for each key of the ring. Returns when the suspension ends. @throws Unavailable
 */
export async function suspendTarget(ports: SuspensionPorts, claim: Claim, ms: number): Promise<Instant> {
  const { audit, keyRing, store } = ports;
  const ends = await Promise.all(namesOf(ports, claim).map((name) => store.suspend(name, ms)));
  audit.record({ event: 'target-paused', outcome: 'alert', reason: 'disavowed', ...auditSubjects(keyRing, claim) });
  return Math.min(...ends) as Instant;
}

/** Lifts a suspension before its end. @throws Unavailable */
export async function liftSuspension(ports: SuspensionPorts, claim: Claim): Promise<'lifted' | 'not-suspended'> {
  const { audit, keyRing, store } = ports;
  const outcomes = await Promise.all(namesOf(ports, claim).map((name) => store.lift(name)));
  if (!outcomes.includes('lifted')) return 'not-suspended';
  audit.record({ event: 'target-resumed', outcome: 'resumed', ...auditSubjects(keyRing, claim) });
  return 'lifted';
}

const namesOf = ({ keyRing }: Pick<SuspensionPorts, 'keyRing'>, claim: Claim) =>
  keyRing.macs('target', canonicalClaim(claim));
