/** What a request says of itself: the token it carries, and the channel and the address that its activity names. */
export interface ChannelCredentials {
  /** The `Authorization` header as it came; '' for none. */
  readonly authorization: string;
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** `unauthentic`: no token, or none that the channels' service made for this bot. `forbidden`: a good one, but for another channel or address. */
export type ChannelAuthentication = 'authentic' | 'unauthentic' | 'forbidden';

/** Tells the service of the channels from everybody else. */
export interface ChannelAuthenticator {
  /** @throws Unavailable when the keys to judge by cannot be had */
  authenticate(credentials: ChannelCredentials): Promise<ChannelAuthentication>;
}

/** Times in ms. */
export interface ChannelAuthenticationRules {
  /** How far the two clocks may be apart. */
  readonly clockSkew: number;
  /** How long keys are used without being asked for again. */
  readonly keysMaxAge: number;
  /** How soon after that a token with an unknown key may have them asked for once more. */
  readonly keysRefetchInterval: number;
  /** What asking for them may take. */
  readonly keysTimeout: number;
}
