import { z } from 'zod';
import type { CodeVerdict } from '../../domain/one-time-code';
import type { Instant } from '../../domain/time';
import type { MailDue, RecoveryId, RecoveryStage } from '../../ports/recovery-store';

/** What the recovery scripts answer; the head of each Lua file says the same in words. */

const instant = z.number().transform((ms) => ms as Instant);
const mail = z.enum(['code', 'link']);
const tell = z.enum(['tell', 'quiet']).transform((whether) => whether === 'tell');

export const Created = z.union([
  z.tuple([z.literal('owed'), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('paused'), instant]).transform(([kind, until]) => ({ kind, until })),
]);

export const Due: z.ZodType<MailDue> = z.union([
  z.tuple([z.enum(['owed', 'used-up', 'gone']), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('too-soon'), z.number()]).transform(([kind, seconds]) => ({ kind, seconds })),
  z.tuple([z.literal('paused'), instant]).transform(([kind, until]) => ({ kind, until })),
]);

export const Stage: z.ZodType<RecoveryStage> = z.union([
  z
    .tuple([z.literal('live'), mail, instant, z.number()])
    .transform(([kind, mail, endsAt, attemptsLeft]) => ({ kind, mail, endsAt, attemptsLeft })),
  z
    .tuple([z.enum(['sending', 'unsent', 'ended']), mail, z.number(), z.number()])
    .transform(([kind, mail]) => ({ kind, mail })),
  z.tuple([z.literal('opened'), mail, instant, z.number()]).transform(([kind, , endsAt]) => ({ kind, endsAt })),
  z.tuple([z.enum(['done', 'cancelled']), mail, z.number(), z.number()]).transform(([kind]) => ({ kind })),
]);

export const Found = z.tuple([z.string(), Stage]).nullable();

export const Placed = z.union([
  z.tuple([z.literal('placed'), instant]).transform(([kind, at]) => ({ kind, at })),
  z.tuple([z.literal('cancelled'), z.number()]).transform(([kind]) => ({ kind })),
]);

export const Started = z.union([
  z.tuple([z.literal('started'), tell, instant]).transform(([kind, tell, endsAt]) => ({ kind, tell, endsAt })),
  z.tuple([z.literal('cancelled'), tell, z.number()]).transform(([kind, tell]) => ({ kind, tell })),
]);

export const GivenUp = tell.transform((tell) => ({ tell }));

export const Verdict: z.ZodType<CodeVerdict> = z.union([
  z.tuple([z.enum(['verified', 'exhausted', 'expired']), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('mismatch'), z.number()]).transform(([kind, attemptsLeft]) => ({ kind, attemptsLeft })),
  z.tuple([z.literal('paused'), instant]).transform(([kind, until]) => ({ kind, until })),
]);

export const Opened = z.union([
  z.tuple([z.literal('opened'), instant]).transform(([kind, endsAt]) => ({ kind, endsAt })),
  z.tuple([z.literal('gone'), z.number()]).transform(([kind]) => ({ kind })),
]);

export const Session = z
  .tuple([z.enum(['running', 'done']), z.number()])
  .transform(([kind, msLeft]) => ({ kind, msLeft }))
  .nullable();

export const Finished = z.enum(['finished', 'already-finished', 'gone']);

export const Located = z
  .string()
  .transform((id) => id as RecoveryId)
  .nullable();
