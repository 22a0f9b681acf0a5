import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing, Mac, MacPurpose, SealPurpose, Signature, SignaturePurpose } from '../../ports/security/key-ring';
import { sealWith, unsealWith } from './seal';

export interface SecretKey {
  /** Names the key in its seals and signatures; without a dot. */
  readonly kid: string;
  /** 32 bytes or more. */
  readonly secret: Buffer;
}

/** Creates a key ring. The first key makes every MAC, signature and seal. With the others, older ones are still found and read. */
export function createKeyRing(secretKeys: readonly SecretKey[]): KeyRing {
  const current = derivedFrom(firstOf(secretKeys));
  const others = secretKeys.slice(1).map(derivedFrom);
  const byKid = new Map([current, ...others].map((key) => [key.kid, key]));

  const keyOf = (made: string) => byKid.get(made.slice(0, Math.max(0, made.indexOf('.'))));

  return {
    mac: (purpose, value) => macWith(current, purpose, value),
    macs: (purpose, value) => [macWith(current, purpose, value), ...others.map((key) => macWith(key, purpose, value))],
    sign: (purpose, text) => signWith(current, purpose, text),
    verify(purpose, text, signature) {
      const key = keyOf(signature);
      if (key === undefined) return 'unknown-key';
      return isSame(signature, signWith(key, purpose, text)) ? 'genuine' : 'false';
    },
    seal: (purpose, plain, place) => `${current.kid}.${sealWith(current.seal[purpose], plain, place)}`,
    unseal(purpose, sealed, place) {
      const key = keyOf(sealed);
      return key && unsealWith(key.seal[purpose], sealed.slice(key.kid.length + 1), place);
    },
  };
}

interface DerivedKeys {
  readonly kid: string;
  readonly mac: Readonly<Record<MacPurpose, Buffer>>;
  readonly sign: Readonly<Record<SignaturePurpose, Buffer>>;
  readonly seal: Readonly<Record<SealPurpose, Buffer>>;
}

const derivedFrom = (key: SecretKey): DerivedKeys => ({
  kid: key.kid,
  mac: {
    target: derive(key, 'mac/target'),
    mailbox: derive(key, 'mac/mailbox'),
    code: derive(key, 'mac/code'),
    token: derive(key, 'mac/token'),
    session: derive(key, 'mac/session'),
    chat: derive(key, 'mac/chat'),
    limit: derive(key, 'mac/limit'),
    audit: derive(key, 'mac/audit'),
  },
  sign: { 'audit-chain': derive(key, 'sign/audit-chain') },
  seal: {
    recovery: derive(key, 'seal/recovery'),
    session: derive(key, 'seal/session'),
    chat: derive(key, 'seal/chat'),
  },
});

const macWith = (key: DerivedKeys, purpose: MacPurpose, value: string): Mac =>
  createHmac('sha256', key.mac[purpose]).update(value).digest('base64url') as Mac;

const signWith = (key: DerivedKeys, purpose: SignaturePurpose, text: string): Signature =>
  `${key.kid}.${createHmac('sha256', key.sign[purpose]).update(text).digest('base64url')}` as Signature;

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Returns the current key. @throws Error when a key is too short to be secure, or its id is not usable and unique */
function firstOf(secretKeys: readonly SecretKey[]): SecretKey {
  const [current] = secretKeys;
  if (current === undefined) throw new Error('A key ring needs a key.');
  if (secretKeys.some(({ secret }) => secret.length < 32)) throw new Error('A secret key has fewer than 32 bytes.');
  if (secretKeys.some(({ kid }) => !/^[^.]+$/.test(kid))) throw new Error('A key id is empty or has a dot.');
  if (new Set(secretKeys.map(({ kid }) => kid)).size < secretKeys.length) throw new Error('Two keys share one id.');
  return current;
}

/** Derives one key per use (RFC 5869), so that a key that leaks from one use is worthless in another. */
const derive = ({ secret }: SecretKey, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `iess-key-recovery/${use}`, 32));
