import type { SMTPPoolOptions } from 'nodemailer';
import { isLoopback } from '../../domain/loopback';
import type { Sensitive } from '../../domain/sensitive';

/** How long one mail may take, and the mail service be silent, in ms (security parameter 19). */
export const MAIL_TIMEOUT = 5_000;

/**
 * How to reach the service behind `smtp://` or `smtps://[user:password@]host[:port]`. Nothing else is read from the address:
 * in the library's own reading a query could switch encryption off. @throws Error, without the address, when it is none
 */
export function smtpPoolOptions(address: Sensitive<string>): SMTPPoolOptions & { pool: true } {
  const { protocol, hostname, port, auth } = parse(address.expose());

  return {
    pool: true,
    host: hostname.replace(/^\[|\]$/g, ''),
    port,
    auth,
    ...encryption(protocol, hostname),
    tls: { minVersion: 'TLSv1.2' },
    dnsTimeout: MAIL_TIMEOUT,
    connectionTimeout: MAIL_TIMEOUT,
    greetingTimeout: MAIL_TIMEOUT,
    socketTimeout: MAIL_TIMEOUT,
    // Said goodbye to before the socket's time-out would cut it off.
    idleTimeout: MAIL_TIMEOUT - 1_000,
    // When a connection breaks in the middle of a mail, nobody knows whether it was taken: whoever sends decides, not the pool.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function parse(address: string) {
  try {
    const { protocol, hostname, port, username, password } = new URL(address);
    if (!/^smtps?:$/.test(protocol) || hostname === '') throw new Error('not SMTP');
    return {
      protocol,
      hostname,
      port: port === '' ? undefined : Number(port),
      auth: username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    };
  } catch {
    // The parser's error carries the whole address, password and all: not passed on.
    throw new Error('SMTP_URL is not smtp://host or smtps://host, with user:password@ before and :port after the host');
  }
}

/** Off the machine only TLS will do. On it a relay's certificate is nobody's, and there is nothing to protect. */
function encryption(protocol: string, hostname: string): Pick<SMTPPoolOptions, 'secure' | 'ignoreTLS' | 'requireTLS'> {
  if (protocol === 'smtps:') return { secure: true };
  return isLoopback(hostname) ? { secure: false, ignoreTLS: true } : { secure: false, requireTLS: true };
}
