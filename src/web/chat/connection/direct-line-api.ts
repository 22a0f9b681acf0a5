import type { IssuedConversation } from '../../../ports/chat/chat-tokens';
import type { StoredConversation } from './stored-conversation';

/** A started or resumed conversation. */
export interface OpenedConversation {
  /** Contains a new token. */
  readonly conversation: StoredConversation;
  /** Valid for one connection within a short time. */
  readonly streamUrl: string;
}

/** A call that failed. */
export interface CallFailure {
  /** Minimum delay before a retry in ms; `never` when a retry would fail the same way. */
  readonly retryAfter: number | 'never';
  /** Milliseconds until the exceeded rate limit allows calls again; earlier retries do no harm. */
  readonly rateLimitedFor?: number;
}

/** The calls that Direct Line's client would make to start. Made here, before the client is loaded, to handle each kind of failure. */
export interface DirectLineApi {
  /** Gets a token for a new conversation, which is not started yet. */
  requestConversation(): Promise<StoredConversation | CallFailure>;
  /** Starts or resumes the conversation. `gone`: it has ended for good. */
  openConversation(conversation: StoredConversation): Promise<OpenedConversation | 'gone' | CallFailure>;
}

/** Body of a response of `POST /api/token`. */
type IssuedBody = Omit<IssuedConversation, 'expiresIn'> & { readonly expires_in: number };
type OpenedBody = Pick<IssuedBody, 'token' | 'expires_in'> & { readonly streamUrl: string };

/** In ms. */
const CALL_TIMEOUT = 10_000;
/** Without a watermark Azure sends only future activities. */
const FROM_START = '0';

/** @param locale language in which a conversation starts, and is greeted again if it is still empty */
export const createDirectLineApi = (tokenUrl: string, locale: () => string): DirectLineApi => ({
  async requestConversation() {
    const response = await call<IssuedBody>(tokenUrl, { method: 'POST', body: '{}' });
    if ('status' in response) return response;
    const { conversationId, domain, userId } = response;
    return { conversationId, domain, userId, begun: false, joined: false, watermark: '', ...tokenOf(response) };
  },

  async openConversation(conversation) {
    const { begun, conversationId, domain, token, until, watermark } = conversation;
    if (until <= Date.now()) return 'gone';
    const url = `${domain}/conversations`;
    const response = await (begun
      ? call<OpenedBody>(`${url}/${conversationId}?watermark=${encodeURIComponent(watermark || FROM_START)}`, {
          method: 'GET',
          token,
          locale: locale(),
        })
      : call<OpenedBody>(url, { method: 'POST', token, body: JSON.stringify({ locale: locale() }) }));
    if ('status' in response) return ENDED_STATUSES.includes(response.status) ? 'gone' : response;
    return { conversation: { ...conversation, begun: true, ...tokenOf(response) }, streamUrl: response.streamUrl };
  },
});

const ENDED_STATUSES: readonly number[] = [401, 403, 404];

function tokenOf({ expires_in, token }: Pick<IssuedBody, 'token' | 'expires_in'>) {
  const since = Date.now();
  return { token, since, until: since + expires_in * 1_000 };
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly token?: string;
  readonly locale?: string;
  readonly body?: string;
}

/** The status is 0 when there was no response. */
interface FailedResponse extends CallFailure {
  readonly status: number;
}

async function call<T extends object>(url: string, { body, locale, method, token }: Call): Promise<T | FailedResponse> {
  const headers = new Headers(body === undefined ? {} : { 'Content-Type': 'application/json' });
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  if (locale !== undefined) headers.set('Accept-Language', locale);
  const signal = AbortSignal.timeout(CALL_TIMEOUT);
  try {
    const response = await fetch(url, {
      method,
      headers,
      cache: 'no-store',
      signal,
      ...(body !== undefined && { body }),
    });
    return response.ok ? ((await response.json()) as T) : failureOf(response);
  } catch {
    return { status: 0, retryAfter: 0 };
  }
}

const MAX_RETRY_AFTER = 60_000;
const TOO_MANY_REQUESTS = 429;
/** Client errors that may succeed later. */
const RETRYABLE: readonly number[] = [408, TOO_MANY_REQUESTS];

function failureOf({ headers, status }: Response): FailedResponse {
  if (status >= 400 && status < 500 && !RETRYABLE.includes(status)) return { status, retryAfter: 'never' };
  const seconds = Number(headers.get('Retry-After') ?? 0);
  const wait = Math.max(0, seconds || 0) * 1_000;
  return {
    status,
    retryAfter: Math.min(MAX_RETRY_AFTER, wait),
    ...(status === TOO_MANY_REQUESTS && { rateLimitedFor: wait }),
  };
}
