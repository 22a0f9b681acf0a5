import { createHmac, hkdfSync } from 'node:crypto';
import type { KeyRing, Mac, MacPurpose, SealPurpose } from '../../ports/key-ring';
import { sealWith, unsealWith } from './seal';

export interface SecretKey {
  /** Names the key in what it sealed; without a dot. */
  readonly kid: string;
  /** 32 bytes or more. */
  readonly secret: Buffer;
}

/**
 * The first key makes every MAC and seal; the others only unseal what they once sealed. A MAC cannot be found again once its key
 * is no longer the first: changing keys lets running recoveries and failure budgets start over.
 */
export function createKeyRing(secretKeys: readonly SecretKey[]): KeyRing {
  const current = currentOf(secretKeys);
  const macKeys = {
    target: derive(current, 'mac/target'),
    mailbox: derive(current, 'mac/mailbox'),
    code: derive(current, 'mac/code'),
    session: derive(current, 'mac/session'),
    chat: derive(current, 'mac/chat'),
  } satisfies Record<MacPurpose, Buffer>;
  const sealKeys = {
    recovery: new Map(secretKeys.map((key) => [key.kid, derive(key, 'seal/recovery')])),
    session: new Map(secretKeys.map((key) => [key.kid, derive(key, 'seal/session')])),
    chat: new Map(secretKeys.map((key) => [key.kid, derive(key, 'seal/chat')])),
  } satisfies Record<SealPurpose, Map<string, Buffer>>;
  const currentSealKeys = {
    recovery: derive(current, 'seal/recovery'),
    session: derive(current, 'seal/session'),
    chat: derive(current, 'seal/chat'),
  } satisfies Record<SealPurpose, Buffer>;

  return {
    mac: (purpose, value) => createHmac('sha256', macKeys[purpose]).update(value).digest('base64url') as Mac,

    seal: (purpose, plain, place) => `${current.kid}.${sealWith(currentSealKeys[purpose], plain, place)}`,

    unseal(purpose, sealed, place) {
      const dot = sealed.indexOf('.');
      const key = sealKeys[purpose].get(sealed.slice(0, Math.max(0, dot)));
      return key && unsealWith(key, sealed.slice(dot + 1), place);
    },
  };
}

/** @throws Error when a key could be guessed, or a seal's key could not be told by its id. */
function currentOf(secretKeys: readonly SecretKey[]): SecretKey {
  const [current] = secretKeys;
  if (current === undefined) throw new Error('A key ring needs a key.');
  if (secretKeys.some(({ secret }) => secret.length < 32)) throw new Error('A secret key has fewer than 32 bytes.');
  if (secretKeys.some(({ kid }) => !/^[^.]+$/.test(kid))) throw new Error('A key id is empty or has a dot.');
  if (new Set(secretKeys.map(({ kid }) => kid)).size < secretKeys.length) throw new Error('Two keys share one id.');
  return current;
}

/** One key for each use (RFC 5869), so that what one use gives away is worth nothing in another. */
const derive = ({ secret }: SecretKey, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `iess-key-recovery/${use}`, 32));
