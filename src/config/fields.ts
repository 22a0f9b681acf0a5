import { z } from 'zod';
import { parseConnectionString } from '../domain/mail/azure-connection-string';
import { parseMailQuota } from '../domain/mail/mail-quota';
import { Sensitive } from '../domain/sensitive';
import { isProxyEntry, NAMED_PROXY_RANGES } from '../http/guards/trusted-proxies';

/** Parsers of settings. Errors state the rule, never the value. */

export const trimmedText = z.string().trim();

/** Accepts one of these words, in any case. */
export const oneOf = <W extends string>(words: readonly W[]) =>
  trimmedText.transform((given, context) => {
    const word = words.find((one) => one.toLowerCase() === given.toLowerCase());
    if (word !== undefined) return word;
    context.addIssue({ code: 'custom', message: `one of ${words.join(', ')}` });
    return z.NEVER;
  });

/** Accepts a URL that may hold a password, and keeps it from being printed. */
export const secretUrl = (...schemes: readonly string[]) =>
  trimmedText
    .refine(
      (list) =>
        list.split(',').every((one) => URL.canParse(one) && schemes.includes(new URL(one).protocol.slice(0, -1))),
      {
        message: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
      },
    )
    .transform((value) => new Sensitive(value))
    .optional();

/** `kid:base64` of 32 bytes or more; the first is the current one. */
export const SecretKeys = trimmedText.transform((list, context) => {
  const keys = list
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [kid = '', encoded = ''] = entry.trim().split(':', 2);
      const key = Buffer.from(encoded, 'base64');
      if (!/^[A-Za-z0-9_-]{1,32}$/.test(kid) || key.length < 32) {
        context.addIssue({ code: 'custom', message: 'each entry is kid:base64 of 32 bytes or more' });
      }
      return { kid, secret: key };
    });
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length)
    context.addIssue({ code: 'custom', message: 'two entries share a kid' });
  return keys;
});

export const RegularExpression = trimmedText.transform((source, context) => {
  try {
    return new RegExp(source, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'not a regular expression' });
    return z.NEVER;
  }
});

/** The address of the service. Links and streams are built from its origin. */
export const PublicUrl = trimmedText.transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  context.addIssue({ code: 'custom', message: 'an http or https address without a path' });
  return z.NEVER;
});

/** Allows few characters, because origins go into a Content-Security-Policy, where `*` and `;` have a meaning. */
const ORIGIN = /^https?:\/\/(\[[\da-f:]+\]|[\da-z.-]+)(:\d+)?$/;

/** `https://www.example.org,https://…`: origins as browsers name them, nothing behind the host. */
export const Origins = trimmedText.transform((list, context) => {
  const origins = list
    .split(',')
    .map((one) => one.trim().replace(/\/$/, ''))
    .filter((one) => one !== '');
  if (!origins.every((one) => ORIGIN.test(one) && URL.canParse(one) && new URL(one).origin === one)) {
    context.addIssue({
      code: 'custom',
      message: 'each entry is an origin: https://host or https://host:port, without a path',
    });
  }
  return origins;
});

/** `endpoint=https://…;accesskey=…`, as Azure's portal shows it. */
export const ConnectionString = trimmedText.transform((text, context) => {
  const channel = parseConnectionString(text);
  if (channel.ok) return { channel: channel.value, secret: new Sensitive(text) };
  context.addIssue({ code: 'custom', message: 'endpoint=https://host/;accesskey=base64, as the portal shows it' });
  return z.NEVER;
});

/** A bearer token (RFC 6750, 2.1), long enough not to be guessed. */
export const BearerSecret = trimmedText
  .regex(
    /^[A-Za-z0-9._~+/-]{32,512}=*$/,
    '32 characters or more of those a bearer token may have (openssl rand -hex 32)',
  )
  .transform((secret) => new Sensitive(secret));

export const MailLimits = trimmedText.transform((text, context) => {
  const limits = parseMailQuota(text);
  if (limits.ok) return limits.value;
  context.addIssue({ code: 'custom', message: limits.reason });
  return z.NEVER;
});

/** Proxies whose X-Forwarded-For is trusted: addresses, ranges (`10.0.0.0/8`) and named ranges. */
export const TrustedProxies = trimmedText.transform((list, context) => {
  const entries = list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (entries.join() === 'none') return [];
  if (!entries.every(isProxyEntry)) {
    context.addIssue({
      code: 'custom',
      message: `each entry is an address, a range such as 10.0.0.0/8, or one of ${NAMED_PROXY_RANGES.join(', ')}; or none, alone`,
    });
  }
  return entries;
});
