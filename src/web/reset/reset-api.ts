import type { AccessKeyFault } from '../../domain/employer/access-key';
import type { RefusedKeyBody, ResetState } from '../../http/routes/reset/api';
import type { PageFailure } from '../../http/routes/reset/page-data';

export type RunningSession = Extract<ResetState, { state: 'running' }>;

export type ResetCallResult =
  | { readonly kind: 'running'; readonly session: RunningSession }
  | { readonly kind: 'done' | 'done-earlier' }
  | { readonly kind: 'refused'; readonly faults: readonly AccessKeyFault[] }
  /** The link or the session does not exist or has ended. */
  | { readonly kind: 'gone' }
  /** The call had no result and may be repeated. */
  | PageFailure;

/** In ms. */
const CALL_TIMEOUT = 15_000;

/** Consumes the link. */
export const postLinkToken = (token: string): Promise<ResetCallResult> => post('/api/reset/open', { token });

/** Gets the state of this browser's reset session. */
export const fetchSession = (): Promise<ResetCallResult> => call('/api/reset', {});

/** @param locale the page's language, in which the notice is mailed */
export const postKey = (key: string, locale: string): Promise<ResetCallResult> =>
  post('/api/reset/key', { key, locale });

const post = (path: string, body: object): Promise<ResetCallResult> =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function call(path: string, init: RequestInit): Promise<ResetCallResult> {
  try {
    const signal = AbortSignal.timeout(CALL_TIMEOUT);
    return await readResult(await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', signal }));
  } catch {
    return { kind: 'unavailable' };
  }
}

async function readResult(response: Response): Promise<ResetCallResult> {
  switch (response.status) {
    case 200:
      return resultOf((await response.json()) as ResetState);
    case 422:
      return { kind: 'refused', faults: ((await response.json()) as RefusedKeyBody).faults };
    case 400:
    case 401:
    case 410:
      return { kind: 'gone' };
    case 429:
      return { kind: 'rate-limited', seconds: Number(response.headers.get('Retry-After') ?? 1) };
    default:
      return { kind: 'unavailable' };
  }
}

function resultOf(state: ResetState): ResetCallResult {
  return state.state === 'running' ? { kind: 'running', session: state } : { kind: state.state };
}
