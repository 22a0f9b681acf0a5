import type { Brand, Result } from '../brand';

/** What we and the mail service call one mail: a UUID in lower case. */
export type MailOperationId = Brand<string, 'MailOperation'>;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reports of the mail service come from outside and may name anything. */
export function parseMailOperationId(text: string): Result<MailOperationId, 'shape'> {
  if (!UUID.test(text)) return { ok: false, reason: 'shape' };
  return { ok: true, value: text.toLowerCase() as MailOperationId };
}
