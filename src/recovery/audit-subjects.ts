import { canonicalClaim, type Claim } from '../domain/claim/claim';
import type { AuditSubjects } from '../ports/monitoring/audit-trail';
import type { KeyRing } from '../ports/security/key-ring';
import type { ChannelAccount } from '../ports/chat/channel-account';
import { employerKey, documentKey } from './limits/charges';

/** Whom a claim is about, for the audit trail. */
export const auditSubjects = (keyRing: KeyRing, claim: Claim): AuditSubjects => ({
  target: keyRing.mac('audit', `target:${canonicalClaim(claim)}`),
  document: keyRing.mac('audit', `document:${documentKey(claim.document)}`),
  employer: keyRing.mac('audit', `employer:${employerKey(claim)}`),
});

/** Where it was made. */
export const auditPlace = (keyRing: KeyRing, { channel, conversation }: ChannelAccount) => ({
  channel: auditChannelName(channel),
  conversation: keyRing.mac('audit', `conversation:${conversation}`),
});

/** Channels are named by whoever calls, and a name is all that may get into the trail. */
export const auditChannelName = (channel: string): string => (/^[\w.-]{1,32}$/.test(channel) ? channel : 'other');
