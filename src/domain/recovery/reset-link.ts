import type { Brand } from '../brand';
import type { Sensitive } from '../sensitive';

/** 32 random bytes in base64url; in the link's fragment it proves that the mail was read. */
export type LinkToken = Brand<string, 'LinkToken'>;

/** 32 random bytes in base64url; in a cookie it stands for an opened link. */
export type ResetSessionToken = Brand<string, 'ResetToken'>;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export const hasTokenFormat = (text: string): boolean => TOKEN.test(text);

/** The token stands in the fragment: browsers never send it, so no proxy, log or referrer sees it. */
export const buildResetLink = (publicUrl: string, token: Sensitive<LinkToken>): string =>
  new URL(`/restablecer#t=${token.expose()}`, publicUrl).href;
