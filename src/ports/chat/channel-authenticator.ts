/** The claims of a request: its token, and the channel and service URL of its activity. */
export interface ChannelCredentials {
  /** The unchanged `Authorization` header; '' when there is none. */
  readonly authorization: string;
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** `unauthentic`: no valid token of the Bot Connector for this bot. `forbidden`: a valid one for another channel or service URL. */
export type ChannelAuthentication = 'authentic' | 'unauthentic' | 'forbidden';

/** Verifies that a request comes from the Bot Connector. */
export interface ChannelAuthenticator {
  /** @throws Unavailable when the keys to verify tokens with cannot be fetched */
  authenticate(credentials: ChannelCredentials): Promise<ChannelAuthentication>;
}

/** Times in ms. */
export interface ChannelAuthenticationRules {
  /** Upper bound on the difference between the two clocks. */
  readonly clockSkew: number;
  /** How long fetched keys are used. */
  readonly keysMaxAge: number;
  /** Shortest time between two fetches that tokens with an unknown key cause. */
  readonly keysRefetchInterval: number;
  /** Time-out of one fetch. */
  readonly keysTimeout: number;
}
