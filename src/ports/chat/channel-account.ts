/** Where a request comes from, by the names its channel gave: who wrote, and in which conversation. */
export interface ChannelAccount {
  readonly channel: string;
  /** Unique over all channels. */
  readonly conversation: string;
  /** Unique over all channels. */
  readonly user: string;
}

/** A channel names its conversations and users, and another channel may use the same names. */
export const nameChannelAccount = (
  channel: string,
  names: Pick<ChannelAccount, 'conversation' | 'user'>,
): ChannelAccount => ({
  channel,
  conversation: `${channel}|${names.conversation}`,
  user: `${channel}|${names.user}`,
});
