import { createHash } from 'node:crypto';
import { canonicalClaim, type Claim } from '../../domain/claim/claim';
import type { EmailAddress } from '../../domain/mail/email-address';
import type { OneTimeCode } from '../../domain/recovery/one-time-code';
import type { Sensitive } from '../../domain/sensitive';
import type { KeyRing, Mac } from '../../ports/security/key-ring';
import type { Random } from '../../ports/random';
import type { RecoveryId } from '../../ports/ids';
import type { RecoveryStore, TokenDigest } from '../../ports/recovery/recovery-store';

/** A link's or session's token: 256 bits (ASVS 5.0 7.2.3 asks for 128). */
export const TOKEN_BYTES = 32;
const ID_BYTES = 16;

/** A plain hash is enough for 256 random bits; it could never be for a code or a cédula. */
export const digestToken = (token: Sensitive<string>): TokenDigest =>
  createHash('sha256').update(token.expose()).digest('base64url') as TokenDigest;

export const macCode = (keyRing: KeyRing, id: RecoveryId, code: Sensitive<OneTimeCode>): Mac =>
  keyRing.mac('code', boundCode(id, code));

/** As the guess may have been placed: under any key of the ring. */
export const macsOfCode = (keyRing: KeyRing, id: RecoveryId, guess: Sensitive<OneTimeCode>): readonly Mac[] =>
  keyRing.macs('code', boundCode(id, guess));

/** Bound to its recovery: the same digits mean nothing in another one. */
const boundCode = (id: RecoveryId, code: Sensitive<OneTimeCode>): string => `${id}:${code.expose()}`;

export const macMailbox = (keyRing: KeyRing, mailbox: EmailAddress): Mac => macsOfMailbox(keyRing, mailbox)[0];

/** As the mailbox may be remembered: under any key of the ring. */
export const macsOfMailbox = (keyRing: KeyRing, mailbox: EmailAddress): readonly [Mac, ...Mac[]] =>
  keyRing.macs('mailbox', mailbox.toLowerCase());

/** Begins with the MAC by which its target is known, so that a change of keys makes no new target of it. @throws Unavailable */
export async function createRecoveryId(
  { keyRing, random, store }: { keyRing: KeyRing; random: Random; store: Pick<RecoveryStore, 'resolveTarget'> },
  claim: Claim,
): Promise<RecoveryId> {
  const target = await store.resolveTarget(keyRing.macs('target', canonicalClaim(claim)));
  return `${target}.${random.token(ID_BYTES)}` as RecoveryId;
}
