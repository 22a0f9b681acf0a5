import type { Brand, Result } from '../brand';

/** A valid e-mail address in ASCII, with its domain in lower case. */
export type EmailAddress = Brand<string, 'EmailAddress'>;

export type EmailFault = 'control-character' | 'length' | 'shape';

/** RFC 5321, 4.5.3.1. */
const MAX_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;

const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/;

/** Parses an address. Rejects control characters before trimming, because a line break would inject a header into the mail. */
export function parseEmailAddress(text: string): Result<EmailAddress, EmailFault> {
  if (/\p{Cc}/u.test(text)) return { ok: false, reason: 'control-character' };
  const address = text.trim();
  if (address.length > MAX_LENGTH) return { ok: false, reason: 'length' };

  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(0, at));
  const domain = address.slice(at + 1).toLowerCase();
  if (local.length > MAX_LOCAL_PART_LENGTH) return { ok: false, reason: 'length' };
  if (!LOCAL_PART.test(local) || !DOMAIN.test(domain)) return { ok: false, reason: 'shape' };
  return { ok: true, value: `${local}@${domain}` as EmailAddress };
}

/** Returns `j•••@gmail.com`. Always three dots, to hide the length. */
export const maskMailbox = (address: EmailAddress): string =>
  `${address.slice(0, 1)}•••${address.slice(address.lastIndexOf('@'))}`;
