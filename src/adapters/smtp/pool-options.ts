import type { SMTPPoolOptions } from 'nodemailer';
import { isLoopback } from '../../domain/loopback';
import type { Sensitive } from '../../domain/sensitive';

/**
 * Parses `smtp://` or `smtps://[user:password@]host[:port]` and nothing else, because the library would also read a query, which could
 * switch encryption off. `timeout` is how long the mail service may be silent (ms). @throws Error, without the address, when it is malformed
 */
export function smtpPoolOptions(address: Sensitive<string>, timeout: number): SMTPPoolOptions & { pool: true } {
  const { protocol, hostname, port, auth } = parse(address.expose());

  return {
    pool: true,
    host: hostname.replace(/^\[|\]$/g, ''),
    port,
    auth,
    ...encryption(protocol, hostname),
    tls: { minVersion: 'TLSv1.2' },
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // Closed before the socket's time-out.
    idleTimeout: timeout * 0.8,
    // When a connection breaks during a mail, it is unknown whether the mail was accepted: the caller decides on a retry, not the pool.
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
    // Replaces the parser's error, which quotes the address and its password.
    throw new Error('SMTP_URL is not smtp://host or smtps://host, with user:password@ before and :port after the host');
  }
}

/** Requires TLS except for this machine, where a relay has no verifiable certificate and the traffic stays local. */
function encryption(protocol: string, hostname: string): Pick<SMTPPoolOptions, 'secure' | 'ignoreTLS' | 'requireTLS'> {
  if (protocol === 'smtps:') return { secure: true };
  return isLoopback(hostname) ? { secure: false, ignoreTLS: true } : { secure: false, requireTLS: true };
}
