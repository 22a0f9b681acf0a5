import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { AccessKeyFault } from '../../../domain/employer/access-key';
import { LOCALES } from '../../../domain/locale';
import { hasTokenFormat, type LinkToken, type ResetSessionToken } from '../../../domain/recovery/reset-link';
import { Sensitive } from '../../../domain/sensitive';
import type { PageRecovery } from '../../../recovery/recovery';
import type { LimitByAddress } from '../../guards/address-limits';
import { sendJson } from '../../server/responses';
import { readJsonBody, SMALL_BODY_BYTES } from '../../server/bodies';
import { Problem } from '../../server/problem';
import { clearResetCookie, readResetCookie, setResetCookie } from './cookie';
import type { ResetPageRules } from './page-data';
import type { Route } from '../../server/route';
import { requireSameOrigin } from '../../guards/origins';

/** State of the page's session, as the API returns it. */
export type ResetState =
  | {
      readonly state: 'running';
      /** Masked, like the name. */
      readonly ruc: string;
      readonly branch: string;
      readonly name?: string;
      readonly secondsLeft: number;
    }
  /** `done-earlier`: the key was changed before, with this link or in another tab, and not by this call. */
  | { readonly state: 'done' | 'done-earlier' };

/** The body of a 422. */
export interface RefusedKeyBody {
  readonly faults: readonly AccessKeyFault[];
}

export interface ResetApiOptions {
  readonly page: PageRecovery;
  /** Only pages of its origin may post. */
  readonly publicUrl: string;
  readonly limitByAddress: LimitByAddress;
  /** The numbers of policy that the page and its cookie state. */
  readonly rules: ResetPageRules;
}

const OpenBody = z.object({ token: z.string().refine(hasTokenFormat) });
const KeyBody = z.object({
  key: z.string(),
  /** The page's language, in which the notice is mailed. */
  locale: z.enum(LOCALES).optional().catch(undefined),
});

/** The three API routes of the reset page. Only the POST of a token consumes a link. */
export const resetApiRoutes = (options: ResetApiOptions): readonly Route[] => [
  { method: 'POST', path: '/api/reset/open', handle: (request, response) => open(options, request, response) },
  { method: 'GET', path: '/api/reset', handle: (request, response) => view(options, request, response) },
  { method: 'POST', path: '/api/reset/key', handle: (request, response) => setKey(options, request, response) },
];

async function open(options: ResetApiOptions, request: Request, response: Response): Promise<void> {
  const { token } = await readPost(options, request, OpenBody);
  const outcome = await options.page.openLink(new Sensitive(token as LinkToken));
  switch (outcome.kind) {
    case 'opened':
      // Before anything else can fail: the link is consumed, and only this cookie leads to the session.
      setResetCookie(response, outcome.session, options.rules.sessionLifetime);
      await sendState({ page: options.page, session: outcome.session, response }, 410);
      return;
    case 'done':
      sendJson(response, { state: 'done-earlier' } satisfies ResetState);
      return;
    case 'gone':
      throw new Problem(410, { kind: 'link-gone' });
  }
}

async function view({ limitByAddress, page }: ResetApiOptions, request: Request, response: Response): Promise<void> {
  await limitByAddress('address-page-views', request);
  await sendState({ page, session: requireSession(request, 401), response }, 401);
}

async function setKey(options: ResetApiOptions, request: Request, response: Response): Promise<void> {
  const { key, locale } = await readPost(options, request, KeyBody);
  const outcome = await options.page.setKey(requireSession(request, 410), new Sensitive(key), locale);
  switch (outcome.kind) {
    case 'changed':
      sendJson(response, { state: 'done' } satisfies ResetState);
      return;
    case 'changed-earlier':
      sendJson(response, { state: 'done-earlier' } satisfies ResetState);
      return;
    case 'refused':
      throw new Problem(422, { kind: 'key-refused', members: { faults: outcome.faults } satisfies RefusedKeyBody });
    case 'gone':
      throw endSession(response, 410);
  }
}

/** Checks the origin and the rate limit before it reads the body. The origin comes first, so that a foreign page cannot use up a visitor's limit. */
async function readPost<T>(options: ResetApiOptions, request: Request, schema: z.ZodType<T>): Promise<T> {
  requireSameOrigin(request, options.publicUrl);
  await options.limitByAddress('address-page-posts', request);
  const body = schema.safeParse(await readJsonBody(request, SMALL_BODY_BYTES));
  if (!body.success) throw new Problem(400);
  return body.data;
}

function requireSession(request: Request, status: 401 | 410): Sensitive<ResetSessionToken> {
  const session = readResetCookie(request);
  if (session === undefined) throw new Problem(status, { kind: 'session-over' });
  return session;
}

interface SessionResponse {
  readonly page: PageRecovery;
  readonly session: Sensitive<ResetSessionToken>;
  readonly response: Response;
}

async function sendState({ page, session, response }: SessionResponse, statusWhenGone: 401 | 410): Promise<void> {
  const reset = await page.resetSession(session);
  switch (reset.kind) {
    case 'running': {
      const { branch, maskedName: name, maskedRuc: ruc, secondsLeft } = reset;
      sendJson(response, { state: 'running', ruc, branch, name, secondsLeft } satisfies ResetState);
      return;
    }
    case 'done':
      sendJson(response, { state: 'done' } satisfies ResetState);
      return;
    case 'gone':
      throw endSession(response, statusWhenGone);
  }
}

function endSession(response: Response, status: 401 | 410): Problem {
  clearResetCookie(response);
  return new Problem(status, { kind: 'session-over' });
}
