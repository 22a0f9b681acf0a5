import type { ChannelAccount } from '../chat/channel-account';

/** What is counted (security parameters 6-10). */
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

/** How much is granted in which time (ms); with several windows, what all of them grant. */
export interface RateLimitRule {
  readonly windows: readonly { readonly most: number; readonly per: number }[];
}

export type RateLimitRules = Readonly<Record<RateLimitName, RateLimitRule>>;

/** One count, of one subject. Subjects come as they were typed or seen: whoever counts them keeps keyed hashes only. */
export interface Charge {
  readonly limit: RateLimitName;
  readonly key: string;
  /**
   * Counts how many different members the subject has: a member already counted in the window costs nothing. One too many refuses the
   * subject as a whole until the window ends, with the members counted before.
   */
  readonly member?: string;
}

/** What one message costs, on whichever channel. */
export const messageCharges = ({ conversation, user }: ChannelAccount): readonly Charge[] => [
  { limit: 'conversation-messages', key: conversation },
  { limit: 'user-messages', key: user },
];

export type ChargeResult =
  | { readonly kind: 'granted' }
  /** `first`: no earlier charge of this window was refused. In `retryIn` ms there may be something left. */
  | { readonly kind: 'refused'; readonly limit: RateLimitName; readonly retryIn: number; readonly first: boolean };

/** Counts shared by all processes. They outlive conversations, users and restarts. */
export interface RateLimits {
  /** Charges every count, also when an earlier one is refused; the refusal that lasts longest is told. @throws Unavailable */
  charge(charges: readonly Charge[]): Promise<ChargeResult>;
  /** Whether these would be granted, charging nothing. @throws Unavailable */
  peek(charges: readonly Charge[]): Promise<ChargeResult>;
  /** Gives back what was charged. @throws Unavailable */
  refund(charges: readonly Charge[]): Promise<void>;
  /** Grants nothing of this count for `ms`; its shortest window begins anew after that. @throws Unavailable */
  block(charge: Charge, ms: number): Promise<void>;
}
