import { canonicalClaim, type Claim } from '../../domain/claim/claim';
import type { Instant } from '../../domain/time';
import { recordLift, recordSuspension } from '../audit';
import type { RecoveryOptions } from '../options';

export type SuspensionPorts = Pick<RecoveryOptions, 'audit' | 'keyRing' | 'store'>;

/**
 * Called when an employer reports that another person asked: for `ms` no recovery begins for the target, and its open ones are cancelled.
 * Suspends every name of the target, one for each key of the ring. Returns when the suspension ends. @throws Unavailable
 */
export async function suspendTarget(ports: SuspensionPorts, claim: Claim, ms: number): Promise<Instant> {
  const ends = await Promise.all(namesOf(ports, claim).map((name) => ports.store.suspend(name, ms)));
  recordSuspension(ports, claim);
  return Math.min(...ends) as Instant;
}

/** Lifts a suspension before its end. @throws Unavailable */
export async function liftSuspension(ports: SuspensionPorts, claim: Claim): Promise<'lifted' | 'not-suspended'> {
  const outcomes = await Promise.all(namesOf(ports, claim).map((name) => ports.store.lift(name)));
  if (!outcomes.includes('lifted')) return 'not-suspended';
  recordLift(ports, claim);
  return 'lifted';
}

const namesOf = ({ keyRing }: Pick<SuspensionPorts, 'keyRing'>, claim: Claim) =>
  keyRing.macs('target', canonicalClaim(claim));
