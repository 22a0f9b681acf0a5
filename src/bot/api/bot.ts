/** A request of a channel whose body has passed the shape check of `POST /api/messages`. */
export interface ChannelRequest {
  readonly authorization: string;
  readonly activity: ChannelActivity;
}

/** The fields of an activity that every channel sends. It has more, and `readActivity` in framework.ts completes them. */
export interface ChannelActivity {
  readonly type: string;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly id: string };
}

export interface ChannelResponse {
  readonly status: number;
  readonly body?: unknown;
}

export interface Bot {
  /**
   * Runs the turn of one request. Status 401: the caller has no valid token. 403: its token is for another channel or service URL.
   * @throws Unavailable when the keys to verify tokens with cannot be fetched
   */
  receive(request: ChannelRequest): Promise<ChannelResponse>;
}
