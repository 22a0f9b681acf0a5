import type { AccessKeyFault } from '../../domain/employer/access-key';
import type { RejectedKeyBody, ResetState } from '../../http/routes/reset/api';
import type { PageFailure } from '../../http/routes/reset/page-data';

export type RunningSession = Extract<ResetState, { state: 'running' }>;

export type ResetCallResult =
  | { readonly kind: 'running'; readonly session: RunningSession }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly faults: readonly AccessKeyFault[] }
  /** No live link, no live session. */
  | { readonly kind: 'gone' }
  /** No answer, or none that settles anything: trying again is right. */
  | PageFailure;

const ANSWER_WITHIN = 15_000;

/** Consumes the link. */
export const openLink = (token: string): Promise<ResetCallResult> => post('/api/reset/open', { token });

/** How this browser's reset session stands. */
export const fetchSession = (): Promise<ResetCallResult> => call('/api/reset', {});

export const setKey = (key: string): Promise<ResetCallResult> => post('/api/reset/key', { key });

const post = (path: string, body: object): Promise<ResetCallResult> =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function call(path: string, init: RequestInit): Promise<ResetCallResult> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    return await read(await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', signal }));
  } catch {
    return { kind: 'trouble' };
  }
}

async function read(response: Response): Promise<ResetCallResult> {
  switch (response.status) {
    case 200:
      return settle((await response.json()) as ResetState);
    case 422:
      return { kind: 'refused', faults: ((await response.json()) as RejectedKeyBody).faults };
    case 400:
    case 401:
    case 410:
      return { kind: 'gone' };
    case 429:
      return { kind: 'busy', seconds: Number(response.headers.get('Retry-After') ?? 1) };
    default:
      return { kind: 'trouble' };
  }
}

function settle(state: ResetState): ResetCallResult {
  switch (state.state) {
    case 'running':
      return { kind: 'running', session: state };
    case 'done':
      return { kind: 'done' };
  }
}
