import type { Result } from '../brand';
import { isLoopback } from '../loopback';

/** How the connection to the mail service is secured: TLS, unencrypted to this machine, or unencrypted to another machine. */
export type TransportSecurity = 'tls' | 'plain-local' | 'plain-remote';

/** Stricter than the library, which accepts addresses that the service refuses and keys that are no base64. */
const CONNECTION_STRING =
  /^endpoint=(https?:\/\/[^\s;]+);accesskey=(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=|[\da-z+/]{4})$/i;

/**
 * Parses `endpoint=https://….communication.azure.com/;accesskey=…`, as the portal shows it. The result quotes nothing of the text, because
 * the key in it allows to send mail as this service.
 */
export function parseConnectionString(text: string): Result<TransportSecurity, 'shape'> {
  const endpoint = CONNECTION_STRING.exec(text)?.[1] ?? '';
  if (!URL.canParse(endpoint)) return { ok: false, reason: 'shape' };
  const { hostname, href, origin, protocol } = new URL(endpoint);
  // Rejects a path, a query, and credentials, because the library would not sign or send them unchanged.
  if (href !== `${origin}/`) return { ok: false, reason: 'shape' };
  if (protocol === 'https:') return { ok: true, value: 'tls' };
  return { ok: true, value: isLoopback(hostname) ? 'plain-local' : 'plain-remote' };
}
