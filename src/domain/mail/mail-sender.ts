import type { Result } from '../brand';

/** In whose name the mails go out. */
export interface MailSender {
  /** `no-reply@example.org`, without a display name. */
  readonly address: string;
  /** What stands behind the `@`: ours to make Message-IDs in. */
  readonly domain: string;
}

const LAST_ADDRESS = /([^\s<>@]+@([^\s<>@]+))>?\s*$/;

/** Reads `IESS <no-reply@example.org>` or the bare address. A setting, not a person's mailbox: in local mode the domain may be `localhost`. */
export function parseMailSender(text: string): Result<MailSender, 'shape'> {
  const [, address, domain] = LAST_ADDRESS.exec(text) ?? [];
  return address === undefined || domain === undefined
    ? { ok: false, reason: 'shape' }
    : { ok: true, value: { address, domain } };
}
