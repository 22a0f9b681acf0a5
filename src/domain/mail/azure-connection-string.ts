import type { Result } from '../brand';
import { isLoopback } from '../loopback';

/** How a mail travels to the service: under TLS, in plain text on this machine, or in plain text to another. */
export type TransportSecurity = 'tls' | 'plain-here' | 'plain-afar';

/** The library is content with less, and what it then sends is refused by the service, or its key is no key. */
const CONNECTION_STRING =
  /^endpoint=(https?:\/\/[^\s;]+);accesskey=(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=|[\da-z+/]{4})$/i;

/**
 * Reads `endpoint=https://….communication.azure.com/;accesskey=…`, as the portal shows it. The answer quotes nothing of the text,
 * because whoever knows it sends mail in our name.
 */
export function parseConnectionString(text: string): Result<TransportSecurity, 'shape'> {
  const endpoint = CONNECTION_STRING.exec(text)?.[1] ?? '';
  if (!URL.canParse(endpoint)) return { ok: false, reason: 'shape' };
  const { hostname, href, origin, protocol } = new URL(endpoint);
  // A path, a query, a name and password: none of them would be signed or sent as it stands.
  if (href !== `${origin}/`) return { ok: false, reason: 'shape' };
  if (protocol === 'https:') return { ok: true, value: 'tls' };
  return { ok: true, value: isLoopback(hostname) ? 'plain-here' : 'plain-afar' };
}
