import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasTokenFormat, type ResetSessionToken } from '../../../domain/recovery/reset-link';
import { Sensitive } from '../../../domain/sensitive';
import { SECOND } from '../../../domain/time';

/** The prefix makes browsers reject the cookie from any other host or path, or without `Secure`. */
const NAME = '__Host-reset';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

export function readResetCookie(request: IncomingMessage): Sensitive<ResetSessionToken> | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  return value !== undefined && hasTokenFormat(value) ? new Sensitive(value as ResetSessionToken) : undefined;
}

/** @param lifetime of the session (ms); the store may end it earlier */
export function setResetCookie(
  response: ServerResponse,
  session: Sensitive<ResetSessionToken>,
  lifetime: number,
): void {
  response.setHeader('Set-Cookie', `${NAME}=${session.expose()}; ${ATTRIBUTES}; Max-Age=${lifetime / SECOND}`);
}

export function clearResetCookie(response: ServerResponse): void {
  response.setHeader('Set-Cookie', `${NAME}=; ${ATTRIBUTES}; Max-Age=0`);
}
