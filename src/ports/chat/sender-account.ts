/** The origin of a message by the ids of its channel: the conversation, and the user who wrote. */
export interface SenderAccount {
  readonly channel: string;
  /** Unique over all channels. */
  readonly conversation: string;
  /** Unique over all channels. */
  readonly user: string;
}

/** Prefixes the ids with the channel, because two channels may use the same ids. */
export const nameSenderAccount = (
  channel: string,
  names: Pick<SenderAccount, 'conversation' | 'user'>,
): SenderAccount => ({
  channel,
  conversation: `${channel}|${names.conversation}`,
  user: `${channel}|${names.user}`,
});
