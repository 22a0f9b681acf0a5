import type { Brand } from '../../domain/brand';

/** HMAC-SHA256 in base64url. */
export type Mac = Brand<string, 'Mac'>;

/** Each purpose has its own key, derived from the current secret. */
export type MacPurpose = 'target' | 'mailbox' | 'code' | 'token' | 'session' | 'chat' | 'limit' | 'audit';
/** An HMAC-SHA256, prefixed with the id of its key. */
export type Signature = Brand<string, 'Signature'>;

export type SignaturePurpose = 'audit-chain';
export type SealPurpose = 'recovery' | 'session' | 'chat';

/** The service's secret keys. Values for look-ups are MACed and stored values are sealed, so that a dump of the store reveals neither. */
export interface KeyRing {
  mac(purpose: MacPurpose, value: string): Mac;
  /** Returns the MAC under every key of the ring, the current one first, to find values that were MACed under an earlier key. */
  macs(purpose: MacPurpose, value: string): readonly [Mac, ...Mac[]];
  /** Signs a text, so that an attacker with access to the store alone cannot change it unnoticed. */
  sign(purpose: SignaturePurpose, text: string): Signature;
  /** `genuine`: a key of this ring signed this text. `unknown-key`: the signature names a key that is not in the ring. */
  verify(purpose: SignaturePurpose, text: string, signature: string): 'genuine' | 'false' | 'unknown-key';
  /** Encrypts with AES-256-GCM. The result is prefixed with the key's id, and bound to `place`, where it will be stored. */
  seal(purpose: SealPurpose, plain: string, place: string): string;
  /** Returns the plain text, or undefined when the key is unknown, the place is another one, or the value was changed. */
  unseal(purpose: SealPurpose, sealed: string, place: string): string | undefined;
}
