import { z } from 'zod';
import type { Branch } from '../../../domain/claim/branch';
import type { Cedula } from '../../../domain/claim/cedula';
import type { ForeignerCode } from '../../../domain/claim/foreigner-code';
import { LOCALES } from '../../../domain/locale';
import type { Ruc } from '../../../domain/claim/ruc';
import type { KeyRing, Mac } from '../../../ports/security/key-ring';
import type { ReplyAddress } from '../../../ports/ids';
import type { SecurityPhrase } from '../../../ports/security/phrase-book';
import type { RecoveryFacts } from '../../../ports/recovery/recovery-store';

/** Accepts a string without parsing it again: it was parsed before it was sealed, and the seal proves that it is unchanged. */
const proven = <T extends string>() => z.custom<T>((value) => typeof value === 'string');

const Facts = z.object({
  claim: z.object({
    document: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('cedula'), number: proven<Cedula>() }),
      z.object({ kind: z.literal('foreigner'), code: proven<ForeignerCode>() }),
    ]),
    ruc: proven<Ruc>(),
    branch: proven<Branch>(),
  }),
  mailbox: proven<Mac>(),
  maskedMailbox: z.string(),
  maskedName: z.string().optional(),
  credentialVersion: z.number(),
  phrase: proven<SecurityPhrase>(),
  locale: z.enum(LOCALES),
  replyTo: proven<ReplyAddress>(),
  /** Absent in recoveries of earlier versions. */
  channel: z.string().default('unknown'),
});

/** Seals facts to their Redis key, so that they cannot be moved to another recovery. */
export const sealFacts = (keyRing: KeyRing, facts: RecoveryFacts, key: string): string =>
  keyRing.seal('recovery', JSON.stringify(facts), key);

/** Returns nothing when the key that sealed the facts is gone, or when another version of the service wrote them in another shape. */
export function unsealFacts(keyRing: KeyRing, sealed: string, key: string): RecoveryFacts | undefined {
  const json = keyRing.unseal('recovery', sealed, key);
  return json === undefined ? undefined : Facts.safeParse(parsed(json)).data;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
