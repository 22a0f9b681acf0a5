import type { Result } from '../brand';

/** The sender of all mails. */
export interface MailSender {
  /** `no-reply@example.org`, without a display name. */
  readonly address: string;
  /** The part after the `@`, in which Message-IDs are made. */
  readonly domain: string;
}

const LAST_ADDRESS = /([^\s<>@]+@([^\s<>@]+))>?\s*$/;

/**
 * Parses `IESS <no-reply@example.org>` or the bare address. Less strict than `parseEmailAddress`, because in local mode the domain may be
 * `localhost`.
 */
export function parseMailSender(text: string): Result<MailSender, 'shape'> {
  const [, address, domain] = LAST_ADDRESS.exec(text) ?? [];
  return address === undefined || domain === undefined
    ? { ok: false, reason: 'shape' }
    : { ok: true, value: { address, domain } };
}
