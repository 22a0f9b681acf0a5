import type { Brand, Result } from '../brand';

/** The id of one mail, shared by this service and the mail service: a UUID in lower case. */
export type MailOperationId = Brand<string, 'MailOperationId'>;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Parses an id from a delivery report, which comes from outside and may hold any text. */
export function parseMailOperationId(text: string): Result<MailOperationId, 'shape'> {
  if (!UUID.test(text)) return { ok: false, reason: 'shape' };
  return { ok: true, value: text.toLowerCase() as MailOperationId };
}
