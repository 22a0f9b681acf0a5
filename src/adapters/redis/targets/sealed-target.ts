import { z } from 'zod';
import type { Branch } from '../../../domain/claim/branch';
import type { Cedula } from '../../../domain/claim/cedula';
import type { ForeignerCode } from '../../../domain/claim/foreigner-code';
import type { Ruc } from '../../../domain/claim/ruc';
import { LOCALES } from '../../../domain/locale';
import { EMPTY_TARGET, type TargetState } from '../../../domain/recovery/target-state';
import type { Instant } from '../../../domain/time';
import type { ReplyAddress } from '../../../ports/ids';
import type { RecoveryFacts } from '../../../ports/recovery/recovery-store';
import type { KeyRing, Mac } from '../../../ports/security/key-ring';
import type { SecurityPhrase } from '../../../ports/security/phrase-book';

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
  channel: z.string(),
});

const instant = z.number().transform((ms) => ms as Instant);
const mail = z.enum(['code', 'link']);
const counts = z.object({ code: z.number(), link: z.number() });
const secret = { mail, owedAt: instant, attemptsLeft: z.number() };
const session = { session: z.string(), endsAt: instant, owedAt: instant };

const State = z.union([
  z.object({ kind: z.literal('owed'), ...secret, acceptBy: instant, digest: z.string().optional() }),
  z.object({
    kind: z.literal('live'),
    ...secret,
    endsAt: instant,
    digest: z.string(),
    doubt: z.literal('unanswered').optional(),
  }),
  z.object({
    kind: z.enum(['unsent', 'ended']),
    mail,
    owedAt: instant.optional(),
    retryAt: instant.optional(),
  }),
  z.object({ kind: z.literal('bounced'), mail }),
  z.object({ kind: z.enum(['opened', 'done', 'cancelled']), ...session }),
  z.object({ kind: z.literal('cancelled'), mail }),
]);

const Target = z.object({
  failures: z
    .object({
      count: z.number(),
      lockout: z.object({ from: instant, until: instant }).optional(),
      keptUntil: instant,
    })
    .optional(),
  suspension: z.object({ from: instant, until: instant.optional(), keptUntil: instant }).optional(),
  link: z.object({ recovery: z.string(), keptUntil: instant }).optional(),
  recoveries: z.record(
    z.string(),
    z.object({
      facts: Facts,
      begunAt: instant,
      requested: counts,
      givenUp: counts,
      job: z.string(),
      waiter: z.enum(['turn', 'nobody']),
      state: State,
      keptUntil: instant,
    }),
  ),
});

/** Seals a target to its Redis key, so that it cannot be moved to another target. */
export const sealTarget = (keyRing: KeyRing, state: TargetState<RecoveryFacts>, key: string): string =>
  keyRing.seal('recovery', JSON.stringify(state), key);

/** Returns the empty target when the key that sealed it is gone, or when another version of the service wrote it in another shape. */
export function unsealTarget(keyRing: KeyRing, sealed: string, key: string): TargetState<RecoveryFacts> {
  const json = sealed === '' ? undefined : keyRing.unseal('recovery', sealed, key);
  return json === undefined ? EMPTY_TARGET : (Target.safeParse(parsed(json)).data ?? EMPTY_TARGET);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
