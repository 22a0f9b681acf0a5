import type { ChatInvitation } from '../../ports/chat-tokens';
import type { KeptConversation } from './kept-conversation';

/** A way into a conversation. */
export interface Entrance {
  /** With a new token. */
  readonly conversation: KeptConversation;
  /** Good for a single opening, soon. */
  readonly streamUrl: string;
}

/** What Direct Line's client would ask for; asked before that client is loaded, and with an answer to each way it can fail. */
export interface DirectLineCalls {
  /** A conversation of one's own, not yet begun. */
  invite(): Promise<KeptConversation | 'trouble'>;
  /** Begins the conversation, or goes on with it. `gone`: over for good, and no later try would change that. */
  enter(conversation: KeptConversation): Promise<Entrance | 'gone' | 'trouble'>;
}

/** As `POST /api/token` sends it. */
type Invitation = Omit<ChatInvitation, 'expiresIn'> & { readonly expires_in: number };
type Way = Pick<Invitation, 'token' | 'expires_in'> & { readonly streamUrl: string };

const ANSWER_WITHIN = 10_000;
/** Without a watermark Azure tells only what is said from now on. */
const EVERYTHING = '0';

/** @param locale in which a conversation is begun */
export const createDirectLineCalls = (tokenUrl: string, locale: () => string): DirectLineCalls => ({
  async invite() {
    const answer = await call<Invitation>(tokenUrl, { method: 'POST', body: '{}' });
    if (typeof answer === 'number') return 'trouble';
    const { conversationId, domain, userId } = answer;
    return { conversationId, domain, userId, begun: false, watermark: '', ...tokenOf(answer) };
  },

  async enter(conversation) {
    const { begun, conversationId, domain, token, until, watermark } = conversation;
    if (until <= Date.now()) return 'gone';
    const place = `${domain}/conversations`;
    const answer = await (begun
      ? call<Way>(`${place}/${conversationId}?watermark=${encodeURIComponent(watermark || EVERYTHING)}`, {
          method: 'GET',
          token,
        })
      : call<Way>(place, { method: 'POST', token, body: JSON.stringify({ locale: locale() }) }));
    if (typeof answer === 'number') return OVER.includes(answer) ? 'gone' : 'trouble';
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
  readonly body?: string;
}

/** The answer, or the status that stands for it: 0 when there was none. */
async function call<T>(url: string, { body, method, token }: Call): Promise<T | number> {
  const headers = new Headers(body === undefined ? {} : { 'Content-Type': 'application/json' });
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  const signal = AbortSignal.timeout(ANSWER_WITHIN);
  try {
    const response = await fetch(url, {
      method,
      headers,
      cache: 'no-store',
      signal,
      ...(body !== undefined && { body }),
    });
    return response.ok ? ((await response.json()) as T) : response.status;
  } catch {
    return 0;
  }
}
