import { createHash } from 'node:crypto';
import { canonicalClaim, type Claim } from '../../domain/claim/claim';
import type { EmailAddress } from '../../domain/mail/email-address';
import type { OneTimeCode } from '../../domain/recovery/one-time-code';
import type { Sensitive } from '../../domain/sensitive';
import type { KeyRing, Mac } from '../../ports/security/key-ring';
import type { Random } from '../../ports/system';
import type { RecoveryId } from '../../ports/ids';
import type { RecoveryStore, TokenDigest } from '../../ports/recovery/recovery-store';

/** A link's or session's token: 256 bits (ASVS 5.0 7.2.3 asks for 128). */
export const TOKEN_BYTES = 32;
const ID_BYTES = 16;

/** A plain hash is enough for 256 random bits. Codes and cédulas need a MAC: they could be found by trying all. */
export const digestToken = (token: Sensitive<string>): TokenDigest =>
  createHash('sha256').update(token.expose()).digest('base64url') as TokenDigest;

export const macCode = (keyRing: KeyRing, id: RecoveryId, code: Sensitive<OneTimeCode>): Mac =>
  keyRing.mac('code', codeInRecovery(id, code));

/** The MAC of the guess under each key of the ring: the code may have been stored under an earlier one. */
export const macsOfCode = (keyRing: KeyRing, id: RecoveryId, guess: Sensitive<OneTimeCode>): readonly Mac[] =>
  keyRing.macs('code', codeInRecovery(id, guess));

/** Bound to its recovery: the MAC of the same digits differs in every recovery. */
const codeInRecovery = (id: RecoveryId, code: Sensitive<OneTimeCode>): string => `${id}:${code.expose()}`;

export const macMailbox = (keyRing: KeyRing, mailbox: EmailAddress): Mac => macsOfMailbox(keyRing, mailbox)[0];

/** The MAC of the mailbox under each key of the ring: it may have been stored under an earlier one. */
export const macsOfMailbox = (keyRing: KeyRing, mailbox: EmailAddress): readonly [Mac, ...Mac[]] =>
  keyRing.macs('mailbox', mailbox.toLowerCase());

/** Starts with the MAC by which the store knows the target, so that a key rotation does not make a new target of it. @throws Unavailable */
export async function createRecoveryId(
  { keyRing, random, store }: { keyRing: KeyRing; random: Random; store: Pick<RecoveryStore, 'resolveTarget'> },
  claim: Claim,
): Promise<RecoveryId> {
  const target = await store.resolveTarget(keyRing.macs('target', canonicalClaim(claim)));
  return `${target}.${random.token(ID_BYTES)}` as RecoveryId;
}
