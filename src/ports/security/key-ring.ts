import type { Brand } from '../../domain/brand';

/** HMAC-SHA256 in base64url. */
export type Mac = Brand<string, 'Mac'>;

/** Each purpose has its own key, derived from the current secret. */
export type MacPurpose = 'target' | 'mailbox' | 'code' | 'token' | 'session' | 'chat' | 'limit' | 'audit';
/** An HMAC-SHA256 behind the id of the key that made it. */
export type Signature = Brand<string, 'Signature'>;

export type SignaturePurpose = 'audit-chain';
export type SealPurpose = 'recovery' | 'session' | 'chat';

/** The service's secret keys: what is looked up is MACed, what is kept is sealed; neither can be read from a dump. */
export interface KeyRing {
  mac(purpose: MacPurpose, value: string): Mac;
  /** The same under every key of the ring, the current one first: what was MACed under an earlier key is found again by these. */
  macs(purpose: MacPurpose, value: string): readonly [Mac, ...Mac[]];
  /** For what must not be changed: whoever has only the place where it is kept cannot make one. */
  sign(purpose: SignaturePurpose, text: string): Signature;
  /** Whether a key of this ring signed this very text; `unknown-key` when it says that another one did. */
  verify(purpose: SignaturePurpose, text: string, signature: string): 'genuine' | 'false' | 'unknown-key';
  /** AES-256-GCM, prefixed with the key's id, bound to the place it is kept in. */
  seal(purpose: SealPurpose, plain: string, place: string): string;
  /** The plain text, or nothing when it was made by an unknown key, for another place, or was changed. */
  unseal(purpose: SealPurpose, sealed: string, place: string): string | undefined;
}
