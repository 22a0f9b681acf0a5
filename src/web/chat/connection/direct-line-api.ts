import type { IssuedConversation } from '../../../ports/chat/chat-tokens';
import type { StoredConversation } from './stored-conversation';

/** A way into a conversation. */
export interface OpenedConversation {
  /** With a new token. */
  readonly conversation: StoredConversation;
  /** Good for a single opening, soon. */
  readonly streamUrl: string;
}

/** Nothing came of a call. */
export interface CallFailure {
  /** Milliseconds to wait at least; `never`: the answer would be the same. */
  readonly retryAfter: number | 'never';
  /** Milliseconds for which the service takes nothing more from here; asking now and then meanwhile does no harm. */
  readonly busyFor?: number;
}

/** What Direct Line's client would ask for; asked before that client is loaded, and with an answer to each way it can fail. */
export interface DirectLineApi {
  /** A conversation of one's own, not yet begun. */
  requestConversation(): Promise<StoredConversation | CallFailure>;
  /** Begins the conversation, or goes on with it. `gone`: over for good, and no later try would change that. */
  openConversation(conversation: StoredConversation): Promise<OpenedConversation | 'gone' | CallFailure>;
}

/** As `POST /api/token` sends it. */
type Invitation = Omit<IssuedConversation, 'expiresIn'> & { readonly expires_in: number };
type Way = Pick<Invitation, 'token' | 'expires_in'> & { readonly streamUrl: string };

const ANSWER_WITHIN = 10_000;
/** Without a watermark Azure tells only what is said from now on. */
const EVERYTHING = '0';

/** @param locale in which a conversation is begun, and greeted again where nothing was said yet */
export const createDirectLineApi = (tokenUrl: string, locale: () => string): DirectLineApi => ({
  async requestConversation() {
    const answer = await call<Invitation>(tokenUrl, { method: 'POST', body: '{}' });
    if ('status' in answer) return answer;
    const { conversationId, domain, userId } = answer;
    return { conversationId, domain, userId, begun: false, joined: false, watermark: '', ...tokenOf(answer) };
  },

  async openConversation(conversation) {
    const { begun, conversationId, domain, token, until, watermark } = conversation;
    if (until <= Date.now()) return 'gone';
    const place = `${domain}/conversations`;
    const answer = await (begun
      ? call<Way>(`${place}/${conversationId}?watermark=${encodeURIComponent(watermark || EVERYTHING)}`, {
          method: 'GET',
          token,
          locale: locale(),
        })
      : call<Way>(place, { method: 'POST', token, body: JSON.stringify({ locale: locale() }) }));
    if ('status' in answer) return OVER.includes(answer.status) ? 'gone' : answer;
    return { conversation: { ...conversation, begun: true, ...tokenOf(answer) }, streamUrl: answer.streamUrl };
  },
});

const OVER: readonly number[] = [401, 403, 404];

function tokenOf({ expires_in, token }: Pick<Invitation, 'token' | 'expires_in'>) {
  const since = Date.now();
  return { token, since, until: since + expires_in * 1_000 };
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly token?: string;
  readonly locale?: string;
  readonly body?: string;
}

/** No answer, or not the one that was asked for; the status is 0 when there was none. */
interface Failure extends CallFailure {
  readonly status: number;
}

async function call<T extends object>(url: string, { body, locale, method, token }: Call): Promise<T | Failure> {
  const headers = new Headers(body === undefined ? {} : { 'Content-Type': 'application/json' });
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  if (locale !== undefined) headers.set('Accept-Language', locale);
  const signal = AbortSignal.timeout(ANSWER_WITHIN);
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

const LONGEST_WAIT = 60_000;
const TOO_MANY = 429;
/** Refused, but only for now. */
const PASSING: readonly number[] = [408, TOO_MANY];

function failureOf({ headers, status }: Response): Failure {
  if (status >= 400 && status < 500 && !PASSING.includes(status)) return { status, retryAfter: 'never' };
  const seconds = Number(headers.get('Retry-After') ?? 0);
  const wait = Math.max(0, seconds || 0) * 1_000;
  return { status, retryAfter: Math.min(LONGEST_WAIT, wait), ...(status === TOO_MANY && { busyFor: wait }) };
}
