import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { urlToHttpOptions } from 'node:url';
import { withTimeout } from '../../timing/with-timeout';
import type { ChannelReplyTimes } from '../bot-options';
import type { Activity, ConnectorClient } from '../framework';
import { postJson, type PostResponse, type PostRequest } from './http-post';

/** Statuses that are worth a second attempt: the channel is busy, or a proxy cannot reach it. */
const TRANSIENT_STATUSES: readonly number[] = [429, 502, 503, 504];

/** The channel refused a reply. Its response body may quote the reply and is dropped. */
class ReplyRefused extends Error {
  override readonly name = 'ReplyRefused';
  /** For the log, which writes no messages of errors. */
  readonly code: string;

  constructor(readonly status: number) {
    super(`the channel answered ${status}`);
    this.code = `HTTP_${status}`;
  }
}

/** The times of one reply. */
type ReplyTimes = Pick<ChannelReplyTimes, 'timeout' | 'retryDelay'>;

export interface ReplySenderOptions extends ReplyTimes {
  readonly serviceUrl: string;
  readonly credentials: ConnectorClient['credentials'];
}

/** The id that the channel gave to the message, if any. */
type Sent = Promise<{ readonly id?: string }>;

/** Replaces the connector's operations of these names. @throws ReplyRefused, or the error of the connection */
export interface ReplySender {
  replyToActivity(conversation: string, activity: string, reply: Partial<Activity>): Sent;
  sendToConversation(conversation: string, message: Partial<Activity>): Sent;
}

/**
 * Sends replies as the connector's client does, to the same address with the same headers and JSON, but without the steps that make that
 * client slow: mapping each field, a dozen policies and their copies of the request. Fields that the client does not know are sent too;
 * in replies these are only fields that the channel itself put into its accounts.
 */
export function createReplySender({ credentials, serviceUrl, ...times }: ReplySenderOptions): ReplySender {
  const base = new URL(serviceUrl);
  const to = urlToHttpOptions(base);

  const send = (message: Partial<Activity>, conversation: string, answered?: string): Sent => {
    // `expired` is a promise and no AbortSignal, because handing a signal to Node's HTTP client doubles the cost of a request.
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
      const path = pathTo(base, conversation, answered);
      const { status, text } = await postTwice({ to, path, headers, body }, expired, times);
      if (status < 200 || status > 299) throw new ReplyRefused(status);
      return sentIn(text);
    };
    return withTimeout(times.timeout, postMessage, () => {
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

/** Adds the Authorization header of the library's credentials, which renew the token before it expires; none without an app id. */
function sign(headers: OutgoingHttpHeaders, credentials: ReplySenderOptions['credentials']): Promise<unknown> {
  const set = (name: string, value: string) => {
    headers[name] = value;
  };
  // `signRequest` only sets this header, so it needs no complete request.
  return credentials.signRequest({ headers: { set } } as unknown as Signable);
}

/** Tries again after a transient status, and after a reset: the other end may close an idle connection just when it is used. */
async function postTwice(request: PostRequest, expired: Promise<never>, times: ReplyTimes): Promise<PostResponse> {
  const first = await postJson(request, expired).catch(unlessReset);
  const wait = first === 'reset' ? 0 : waitAfter(first, times);
  if (first !== 'reset' && wait === undefined) return first;
  // Throws once the time is up, because the aborted request then looks like a reset.
  await Promise.race([delay(wait, undefined, { ref: false }), expired]);
  return postJson(request, expired);
}

function unlessReset(error: NodeJS.ErrnoException): 'reset' {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return 'reset';
  throw error;
}

/** Returns the delay before the second attempt (ms), or nothing when there is none to be made. */
function waitAfter({ retryAfter, status }: PostResponse, { retryDelay, timeout }: ReplyTimes): number | undefined {
  if (!TRANSIENT_STATUSES.includes(status)) return undefined;
  const wait = retryAfter === undefined ? retryDelay : 1_000 * Number(retryAfter);
  // Retry-After as a date is NaN here, and not retried.
  return wait < timeout ? wait : undefined;
}

/** Never throws: whatever the body is, the channel has accepted the reply. */
function sentIn(text: string): { readonly id?: string } {
  try {
    const { id } = JSON.parse(text) as { readonly id?: unknown };
    return typeof id === 'string' ? { id } : {};
  } catch {
    return {};
  }
}
