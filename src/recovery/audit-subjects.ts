import { canonicalClaim, type Claim } from '../domain/claim';
import type { AuditSubjects } from '../ports/audit-trail';
import type { KeyRing } from '../ports/key-ring';
import type { Origin } from '../ports/origin';
import { employerOf, nameOf } from './charges';

/** Whom a claim is about, for the audit trail. */
export const subjectsOf = (keyRing: KeyRing, claim: Claim): AuditSubjects => ({
  target: keyRing.mac('audit', `target:${canonicalClaim(claim)}`),
  document: keyRing.mac('audit', `document:${nameOf(claim.document)}`),
  employer: keyRing.mac('audit', `employer:${employerOf(claim)}`),
});

/** Where it was made. */
export const placeOf = (keyRing: KeyRing, { channel, conversation }: Origin) => ({
  channel: channelName(channel),
  conversation: keyRing.mac('audit', `conversation:${conversation}`),
});

/** Channels are named by whoever calls, and a name is all that may get into the trail. */
export const channelName = (channel: string): string => (/^[\w.-]{1,32}$/.test(channel) ? channel : 'other');
