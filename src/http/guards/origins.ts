import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '../server/problem';
import type { Route } from '../server/route';

/** Pages that may call the API: those of this service, and those of the institutions that embed the chat. */
export interface OriginRules {
  readonly publicUrl: string;
  /** Origins in the form of the `Origin` header: `https://www.example.org`. */
  readonly widgetOrigins: readonly string[];
}

/** A request without an origin is allowed: programs send none and could send any. The check protects only users of browsers from foreign pages. */
export const isAllowedOrigin = ({ publicUrl, widgetOrigins }: OriginRules, origin: string | undefined): boolean =>
  origin === undefined || origin === new URL(publicUrl).origin || widgetOrigins.includes(origin);

/**
 * Requires an allowed origin and sets the CORS headers, so that the calling page can read the response, errors included. For the widget's
 * origins `Sec-Fetch-Site` is ignored, since it says `cross-site` for them too; for all others it must say that the page is ours.
 * @throws Problem 403
 */
export function requireAllowedOrigin(rules: OriginRules, request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  const isWidgetOrigin = origin !== undefined && rules.widgetOrigins.includes(origin);
  response.setHeader('Vary', 'Origin');
  if (!isWidgetOrigin) requireSameOrigin(request, rules.publicUrl);
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

/** Requires that the request comes from one of our own pages. @throws Problem 403 */
export function requireSameOrigin(request: IncomingMessage, publicUrl: string): void {
  if (!isSameOrigin(request, publicUrl)) throw new Problem(403, { kind: 'foreign-origin' });
}

/** Browsers name the source of each POST in both headers. Programs send neither, and are allowed. */
function isSameOrigin({ headers }: IncomingMessage, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOwnOrigin = origin === undefined || origin === new URL(publicUrl).origin;
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  return isOwnOrigin && isOwnSite;
}

const DAY_SECONDS = 86_400;

/** Answers CORS preflight requests. The allowed headers are those that Direct Line's client sends. */
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
