import type { SenderAccount } from '../chat/sender-account';

/** What is counted. The numbers are `rateLimitRules` of src/policy/rate-limits.ts. */
export type RateLimitName =
  | 'document-validations'
  | 'document-rucs'
  | 'target-codes'
  | 'target-documents'
  | 'mailbox-mails'
  | 'conversation-failures'
  | 'user-failures'
  | 'conversation-recoveries'
  | 'user-recoveries'
  | 'conversation-messages'
  | 'user-messages'
  | 'group-invitations'
  | 'address-tokens'
  | 'address-page-views'
  | 'address-page-posts';

/** At most `most` charges per `per` ms. With several windows, all of them must allow a charge. */
export interface RateLimitRule {
  readonly windows: readonly { readonly most: number; readonly per: number }[];
}

export type RateLimitRules = Readonly<Record<RateLimitName, RateLimitRule>>;

/** One count. Keys are passed as they were typed or seen; implementations store keyed hashes of them only. */
export interface Charge {
  readonly limit: RateLimitName;
  readonly key: string;
  /**
   * Counts the different members of the key: a member already counted in the window costs nothing. One member too many exceeds the limit of
   * the whole key until the window ends, also for the members counted before.
   */
  readonly member?: string;
}

/** What one message is charged, on every channel. */
export const messageCharges = ({ conversation, user }: SenderAccount): readonly Charge[] => [
  { limit: 'conversation-messages', key: conversation },
  { limit: 'user-messages', key: user },
];

export type ChargeResult =
  | { readonly kind: 'allowed' }
  /** `first`: no earlier charge exceeded this window. After `retryIn` ms a charge may be allowed. */
  | { readonly kind: 'exceeded'; readonly limit: RateLimitName; readonly retryIn: number; readonly first: boolean };

/** Rate limits shared by all processes. Their counts outlive conversations, users and restarts. */
export interface RateLimits {
  /** Charges every count, also when an earlier one is exceeded. Returns the one that lasts longest. @throws Unavailable */
  charge(charges: readonly Charge[]): Promise<ChargeResult>;
  /** Whether these charges would be allowed. Charges nothing. @throws Unavailable */
  peek(charges: readonly Charge[]): Promise<ChargeResult>;
  /** Undoes charges. @throws Unavailable */
  refund(charges: readonly Charge[]): Promise<void>;
  /** Allows no charge of this count for `ms`; its shortest window starts anew after that. @throws Unavailable */
  block(charge: Charge, ms: number): Promise<void>;
}
