import type { Brand } from '../domain/brand';

/**
 * `<target>.<random>`: identifies one recovery. The first part is the MAC of its target: ID, RUC and branch together. Recoveries of one
 * target share its failures, and their keys share a hash tag. Not a secret.
 */
export type RecoveryId = Brand<string, 'RecoveryId'>;

/** Where notifications reach a conversation; opaque outside of the bot. */
export type ReplyAddress = Brand<string, 'ReplyAddress'>;
