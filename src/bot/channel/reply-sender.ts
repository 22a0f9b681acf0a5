import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { urlToHttpOptions } from 'node:url';
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { withTimeout } from '../../timing/with-timeout';
import { post, type PostResponse, type PostRequest } from './http-post';

/** What a reply may take, its token and its second try included: a channel that hangs must not hold the turn (ms). */
const REPLY_WITHIN = 5_000;

/** Before the second try, when the channel does not say how long to wait (ms). */
const PAUSE = 500;

/** States of the channel that pass: it is busy, or something before it does not reach it. */
const PASSING: readonly number[] = [429, 502, 503, 504];

/** The channel did not take a reply. What it said about that may quote the reply and is dropped. */
class ReplyRefused extends Error {
  override readonly name = 'ReplyRefused';
  /** For the log, which writes no messages. */
  readonly code: string;

  constructor(readonly status: number) {
    super(`the channel answered ${status}`);
    this.code = `HTTP_${status}`;
  }
}

export interface ReplySenderOptions {
  readonly serviceUrl: string;
  readonly credentials: ConnectorClient['credentials'];
  /** What a reply may take in all (ms). */
  readonly timeout?: number;
}

/** The channel's id of what was sent, where it gives one. */
type Sent = Promise<{ readonly id?: string }>;

/** Takes the place of the connector's operations of these names. They throw ReplyRefused, or the error of the connection. */
export interface ReplySender {
  replyToActivity(conversation: string, activity: string, reply: Partial<Activity>): Sent;
  sendToConversation(conversation: string, message: Partial<Activity>): Sent;
}

/**
 * Sends replies as the connector's client does: same address, headers and JSON. It leaves out what makes that one slow: mapping
 * each field, a dozen policies and their copies of the request. A field that the client does not know would be dropped there and is
 * sent here; replies have only those that the channel itself put into its accounts.
 */
export function createReplySender({
  timeout = REPLY_WITHIN,
  credentials,
  serviceUrl,
}: ReplySenderOptions): ReplySender {
  const base = new URL(serviceUrl);
  const to = urlToHttpOptions(base);

  const send = (message: Partial<Activity>, conversation: string, answered?: string): Sent => {
    // A promise, because an abort signal handed to Node's HTTP client costs as much as the request itself.
    const postMessage = async (expired: Promise<never>) => {
      const body = JSON.stringify(message);
      const headers: OutgoingHttpHeaders = {
        Accept: '*/*',
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'Microsoft-BotFramework/3.1',
      };
      if (answered !== undefined) headers['x-ms-conversation-id'] = conversation;
      await Promise.race([sign(headers, credentials), expired]);
      const { status, text } = await postTwice(
        { to, path: pathTo(base, conversation, answered), headers, body },
        expired,
      );
      if (status < 200 || status > 299) throw new ReplyRefused(status);
      return sentIn(text);
    };
    return withTimeout(timeout, postMessage, () => {
      throw new Error('no answer in time');
    });
  };

  return {
    replyToActivity: (conversation, activity, reply) => send(reply, conversation, activity),
    sendToConversation: (conversation, message) => send(message, conversation),
  };
}

function pathTo({ pathname, search }: URL, conversation: string, answered?: string): string {
  const folder = pathname.endsWith('/') ? pathname : `${pathname}/`;
  const activities = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
  return folder + activities + (answered === undefined ? '' : `/${encodeURIComponent(answered)}`) + search;
}

type Signable = Parameters<ReplySenderOptions['credentials']['signRequest']>[0];

/** Adds the header that the library's credentials set; none without an app id. They renew the token ahead of its end. */
function sign(headers: OutgoingHttpHeaders, credentials: ReplySenderOptions['credentials']): Promise<unknown> {
  const set = (name: string, value: string) => {
    headers[name] = value;
  };
  // All that credentials do to a request is to set this header.
  return credentials.signRequest({ headers: { set } } as unknown as Signable);
}

/** A kept connection may be closed by the other end just when it is used, so a reset is tried once more as well. */
async function postTwice(letter: PostRequest, expired: Promise<never>): Promise<PostResponse> {
  const first = await post(letter, expired).catch(unlessReset);
  const pause = first === 'reset' ? 0 : pauseAfter(first);
  if (first !== 'reset' && pause === undefined) return first;
  // Throws once the time is up, because the aborted request then looks like a reset.
  await Promise.race([delay(pause, undefined, { ref: false }), expired]);
  return post(letter, expired);
}

function unlessReset(error: NodeJS.ErrnoException): 'reset' {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return 'reset';
  throw error;
}

/** How long to wait before the second try (ms); nothing when there is to be none. */
function pauseAfter({ retryAfter, status }: PostResponse): number | undefined {
  if (!PASSING.includes(status)) return undefined;
  const pause = retryAfter === undefined ? PAUSE : 1_000 * Number(retryAfter);
  // A date reads as NaN, and is not within the bound either.
  return pause < REPLY_WITHIN ? pause : undefined;
}

/** Whatever the body is, the channel has taken the reply. */
function sentIn(text: string): { readonly id?: string } {
  try {
    const { id } = JSON.parse(text) as { readonly id?: unknown };
    return typeof id === 'string' ? { id } : {};
  } catch {
    return {};
  }
}
