import { z } from 'zod';
import type { CodeVerdict } from '../../../domain/recovery/one-time-code';
import type { Instant } from '../../../domain/time';
import type { MailJobId } from '../../../ports/mail/mail-job';
import {
  countMailsLeft,
  type RequestMailOutcome,
  type RecoveryRules,
  type RecoveryStage,
} from '../../../ports/recovery/recovery-store';

/** The replies of the recovery scripts, as documented in the header of each Lua file. */

const instant = z.number().transform((ms) => ms as Instant);
const mail = z.enum(['code', 'link']);
const lockedOut = z
  .tuple([z.literal('locked-out'), instant, z.enum(['wrong-codes', 'disavowed'])])
  .transform(([kind, until, cause]) => ({ kind, until, cause }));
const onset = z.enum(['begun', '']).transform((onset) => (onset === '' ? {} : { lockout: onset }));
const notify = z.enum(['notify', 'quiet']).transform((word) => word === 'notify');

export const CreateReply = z.union([
  z.tuple([z.literal('owed'), z.number()]).transform(([kind]) => ({ kind })),
  lockedOut,
]);

export const RequestMailReply: z.ZodType<RequestMailOutcome> = z.union([
  z.tuple([z.enum(['owed', 'used-up', 'gone']), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('too-soon'), z.number()]).transform(([kind, seconds]) => ({ kind, seconds })),
  lockedOut,
]);

/** As in `stageReply` of the prelude. */
export const StageReply = z
  .tuple([
    z.enum(['sending', 'live', 'unsent', 'ended', 'bounced', 'opened', 'done', 'cancelled']),
    mail,
    instant,
    z.number(),
    z.number(),
    instant,
    z.number(),
    z.number(),
    z.enum(['', 'unanswered']),
  ])
  .transform(([kind, mail, endsAt, msLeft, attemptsLeft, retryAt, requested, givenUp, doubt]) => ({
    kind,
    mail,
    endsAt,
    msLeft,
    attemptsLeft,
    retryAt,
    count: { requested, givenUp },
    doubt,
  }));

/** Converts a reply to the port's stage, which has only the fields of its kind. */
export function toRecoveryStage(reply: z.infer<typeof StageReply>, rules: RecoveryRules): RecoveryStage {
  const { attemptsLeft, count, doubt, endsAt, kind, mail, msLeft, retryAt } = reply;
  switch (kind) {
    case 'sending':
      return { kind, mail, msLeft };
    case 'live':
      return { kind, mail, endsAt, msLeft, attemptsLeft, ...(doubt !== '' && { doubt }) };
    case 'unsent':
      return { kind, mail, mailsLeft: countMailsLeft(rules, mail, count), ...(retryAt > 0 && { retryAt }) };
    case 'ended':
      return { kind, mail, mailsLeft: countMailsLeft(rules, mail, count) };
    case 'bounced':
      return { kind, mail };
    case 'opened':
      return { kind, endsAt, msLeft };
    case 'done':
    case 'cancelled':
      return { kind };
  }
}

const job = z.string().transform((id) => id as MailJobId);

export const FindReply = z.tuple([z.string(), job, StageReply]).nullable();

export const StoreSecretReply = z.union([
  z.tuple([z.literal('stored'), instant, z.number()]).transform(([kind, at, msLeft]) => ({ kind, at, msLeft })),
  z.tuple([z.literal('cancelled'), z.number(), z.number()]).transform(([kind]) => ({ kind })),
]);

export const ActivateSecretReply = z.union([
  z.tuple([z.literal('activated'), notify, instant]).transform(([kind, notify, endsAt]) => ({ kind, notify, endsAt })),
  z.tuple([z.literal('cancelled'), notify, z.number()]).transform(([kind, notify]) => ({ kind, notify })),
]);

export const CheckOwedReply = z.enum(['owed', 'past']);

export const MarkBouncedReply = z.enum(['bounced', 'past', 'gone']);

export const MarkUnsentReply = notify.transform((notify) => ({ notify }));

export const AttemptReply: z.ZodType<CodeVerdict> = z.union([
  z.tuple([z.enum(['verified', 'expired']), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('exhausted'), z.number(), onset]).transform(([kind, , onset]) => ({ kind, ...onset })),
  z.tuple([z.literal('mismatch'), z.number()]).transform(([kind, attemptsLeft]) => ({ kind, attemptsLeft })),
  z
    .tuple([z.literal('locked-out'), instant, z.enum(['wrong-codes', 'disavowed']), onset])
    .transform(([kind, until, cause, onset]) => ({ kind, until, cause, ...onset })),
]);

export const LiftReply = z.enum(['lifted', 'not-suspended']);

export const SuspendReply = instant;

export const OpenLinkReply = z.union([
  z.tuple([z.literal('opened'), instant]).transform(([kind, endsAt]) => ({ kind, endsAt })),
  z.tuple([z.literal('gone'), z.number()]).transform(([kind]) => ({ kind })),
]);

export const ResetSessionReply = z
  .tuple([z.enum(['running', 'done']), z.number()])
  .transform(([kind, msLeft]) => ({ kind, msLeft }))
  .nullable();

export const CompleteReply = z.enum(['completed', 'already-completed', 'gone']);
