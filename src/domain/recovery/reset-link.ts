import type { Brand } from '../brand';
import type { Locale } from '../locale';
import type { Sensitive } from '../sensitive';

/** 32 random bytes in base64url. Stands in the fragment of the reset link and proves access to the mailbox. */
export type LinkToken = Brand<string, 'LinkToken'>;

/** 32 random bytes in base64url. Stands in a cookie and proves that the link was opened in this browser. */
export type ResetSessionToken = Brand<string, 'ResetSessionToken'>;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export const hasTokenFormat = (text: string): boolean => TOKEN.test(text);

/**
 * Puts the token into the fragment, which browsers never send, so that no proxy, log or referrer gets it. The page opens in the link's
 * language. Spanish, the language of the service, needs no parameter.
 */
export function buildResetLink(publicUrl: string, token: Sensitive<LinkToken>, locale: Locale): string {
  const query = locale === 'es-EC' ? '' : `?lang=${locale}`;
  return new URL(`/restablecer${query}#t=${token.expose()}`, publicUrl).href;
}
