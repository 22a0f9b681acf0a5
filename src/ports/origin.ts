/** Where a request comes from, by the names its channel gave: who wrote, and in which conversation. */
export interface Origin {
  readonly channel: string;
  /** Unique over all channels. */
  readonly conversation: string;
  /** Unique over all channels. */
  readonly user: string;
}
