import { createHash } from 'node:crypto';
import { canonicalClaim, type Claim } from '../domain/claim';
import type { EmailAddress } from '../domain/email-address';
import type { OneTimeCode } from '../domain/one-time-code';
import type { Sensitive } from '../domain/sensitive';
import type { KeyRing, Mac } from '../ports/key-ring';
import type { Random } from '../ports/random';
import type { RecoveryId } from '../ports/recovery-id';
import type { TokenDigest } from '../ports/recovery-store';

/** A link's or session's token: 256 bits (ASVS 5.0 7.2.3 asks for 128). */
export const TOKEN_BYTES = 32;
const ID_BYTES = 16;

/** A plain hash is enough for 256 random bits; it could never be for a code or a cédula. */
export const digestToken = (token: Sensitive<string>): TokenDigest =>
  createHash('sha256').update(token.expose()).digest('base64url') as TokenDigest;

/** Bound to its recovery: the same digits mean nothing in another one. */
export const macCode = (keyRing: KeyRing, id: RecoveryId, code: Sensitive<OneTimeCode>): Mac =>
  keyRing.mac('code', `${id}:${code.expose()}`);

export const macMailbox = (keyRing: KeyRing, mailbox: EmailAddress): Mac =>
  keyRing.mac('mailbox', mailbox.toLowerCase());

export const nameRecovery = (options: { keyRing: KeyRing; random: Random }, claim: Claim): RecoveryId =>
  `${options.keyRing.mac('target', canonicalClaim(claim))}.${options.random.token(ID_BYTES)}` as RecoveryId;
