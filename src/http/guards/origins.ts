import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '../server/problem';
import type { Route } from '../server/route';
import { isSameOrigin } from '../same-origin';

/** Whose pages may call: our own, and those of the institutions that embed the chat. */
export interface OriginRules {
  readonly publicUrl: string;
  /** Origins as browsers name them: `https://www.example.org`. */
  readonly widgetOrigins: readonly string[];
}

/** Programs name no origin, and could name any: this protects browsers' users from other people's pages, nothing else. */
export const isAllowedOrigin = ({ publicUrl, widgetOrigins }: OriginRules, origin: string | undefined): boolean =>
  origin === undefined || origin === new URL(publicUrl).origin || widgetOrigins.includes(origin);

/**
 * Lets the page that asks read the answer, refusals included, when it may call at all. `Sec-Fetch-Site` cannot tell a friend's page from a
 * stranger's; of those that are no friend's it must say that they are ours.
 * @throws Problem 403
 */
export function requireAllowedOrigin(rules: OriginRules, request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  const isFriend = origin !== undefined && rules.widgetOrigins.includes(origin);
  response.setHeader('Vary', 'Origin');
  if (!isFriend && !isSameOrigin(request, rules.publicUrl)) throw new Problem(403, { kind: 'foreign-origin' });
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

const DAY_SECONDS = 86_400;

/** Answers a browser that asks whether it may ask. Direct Line's client sends these headers. */
export const preflightRoute = (path: string, rules: OriginRules): Route => ({
  method: 'OPTIONS',
  path,
  handle(request, response) {
    requireAllowedOrigin(rules, request, response);
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-ms-bot-agent, x-requested-with');
    response.setHeader('Access-Control-Max-Age', String(DAY_SECONDS));
    response.statusCode = 204;
    response.end();
    return Promise.resolve();
  },
});
