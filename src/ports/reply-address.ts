import type { Brand } from '../domain/brand';

/** Where a conversation can be reached without having asked; opaque outside the bot. */
export type ReplyAddress = Brand<string, 'ReplyAddress'>;
