/** The origin of a message by the ids of its channel: the conversation, and the user who wrote. */
export interface ChannelAccount {
  readonly channel: string;
  /** Unique over all channels. */
  readonly conversation: string;
  /** Unique over all channels. */
  readonly user: string;
}

/** Prefixes the ids with the channel, because two channels may use the same ids. */
export const nameChannelAccount = (
  channel: string,
  names: Pick<ChannelAccount, 'conversation' | 'user'>,
): ChannelAccount => ({
  channel,
  conversation: `${channel}|${names.conversation}`,
  user: `${channel}|${names.user}`,
});
