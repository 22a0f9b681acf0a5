import type { Lockout } from '../../../domain/recovery/lockout';
import { addMs } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { MailJobId, MailKind } from '../../../ports/mail/mail-job';
import type { RecoveryId } from '../../../ports/ids';
import {
  countMailsLeft,
  type RecoveryRules,
  type RecoveryStage,
  type TokenDigest,
} from '../../../ports/recovery/recovery-store';
import { createExpiringMap } from '../expiring-map';
import { toCancelledState, deriveStage, type RecoveryRecord, type RecoveryState } from './recovery-state';
import { createTargetFailures } from './target-failures';
import { createTargetSuspensions } from './target-suspensions';

export interface StagedRecord extends RecoveryRecord {
  readonly stage: RecoveryStage;
}

interface OwedMail {
  readonly mail: MailKind;
  readonly job: MailJobId;
}

export type RecoveryRecords = ReturnType<typeof createRecoveryRecords>;

/** The records of the memory store, and the changes that several of its steps share. */
export function createRecoveryRecords(clock: Clock, rules: RecoveryRules) {
  const recoveries = createExpiringMap<RecoveryId, RecoveryRecord>(clock);
  const targets = createExpiringMap<string, true>(clock);
  const links = createExpiringMap<string, RecoveryId>(clock);
  const tokens = createExpiringMap<TokenDigest, RecoveryId>(clock);
  const failures = createTargetFailures(clock, rules.failures);
  const holds = createTargetSuspensions(clock, rules.retention);

  const change = (id: RecoveryId, record: RecoveryRecord, changes: Partial<RecoveryRecord>) => {
    const { facts, begunAt, asked, givenUp, job, waiter, state } = { ...record, ...changes };
    recoveries.set(id, { facts, begunAt, asked, givenUp, job, waiter, state }, rules.retention);
    targets.set(targetOfRecovery(id), true, rules.retention);
  };

  const index = (token: TokenDigest, id: RecoveryId) => {
    tokens.set(token, id, rules.retention);
  };

  return {
    failures,
    holds,
    change,

    /** Weighs what is remembered of the target: failures most, 0 for nothing. */
    rememberedWeight: (target: string): number =>
      1 +
      [holds.isRemembered(target), targets.has(target), links.has(target), failures.isCounted(target)].lastIndexOf(
        true,
      ),

    find(id: RecoveryId): StagedRecord | undefined {
      const found = recoveries.get(id);
      if (found === undefined) return undefined;
      const target = targetOfRecovery(id);
      const record = holds.isSuspendedSince(target, found.begunAt)
        ? { ...found, state: endedByHold(found.state) }
        : found;
      const link = links.get(target) === id ? 'own' : 'other';
      const mailsLeft = (mail: MailKind) => countMailsLeft(rules, mail, countMails(record, mail));
      const bearing = { now: clock.now(), pausedAt: failures.lockedOutAt(target), link, mailsLeft } as const;
      return { ...record, stage: deriveStage(record.state, bearing) };
    },

    /** Owes one more mail, to be sent by this job, and voids an earlier secret. */
    owe(id: RecoveryId, record: Omit<RecoveryRecord, 'job'>, { job, mail }: OwedMail): void {
      const now = clock.now();
      change(
        id,
        { ...record, job },
        {
          asked: incremented(record.asked, mail),
          waiter: 'turn',
          state: {
            kind: 'owed',
            mail,
            owedAt: now,
            acceptBy: addMs(now, rules.acceptTimeout),
            digest: undefined,
            attemptsLeft: mail === 'code' ? rules.code.attempts : 0,
          },
        },
      );
    },

    /** Moves the recovery to a state without a usable secret, of which no later notification is due. */
    endSecret(id: RecoveryId, record: RecoveryRecord, state: RecoveryState): void {
      change(id, record, { waiter: 'turn', state });
    },

    findByToken: (token: TokenDigest): RecoveryId | undefined => tokens.get(token),

    index,

    /** Makes this link the only one of the target. */
    placeLink(id: RecoveryId, link: TokenDigest): void {
      index(link, id);
      links.set(targetOfRecovery(id), id, rules.acceptTimeout + rules.link.lifetime);
    },

    /** Returns the lockout or suspension that lasts longer. */
    lockoutOf(id: RecoveryId): Lockout | undefined {
      const [rest, held] = [failures.lockedOutUntil(targetOfRecovery(id)), holds.heldUntil(targetOfRecovery(id))];
      if (held !== undefined && held >= (rest ?? 0)) return { until: held, cause: 'disavowed' };
      return rest === undefined ? undefined : { until: rest, cause: 'wrong-codes' };
    },
  };
}

/** A suspension ends recoveries that were open when it began, as a cancellation does. */
const endedByHold = (state: RecoveryState): RecoveryState =>
  state.kind === 'done' || state.kind === 'bounced' ? state : toCancelledState(state);

export const incremented = (counts: Readonly<Record<MailKind, number>>, mail: MailKind): Record<MailKind, number> => ({
  ...counts,
  [mail]: counts[mail] + 1,
});

export const countMails = ({ asked, givenUp }: Pick<RecoveryRecord, 'asked' | 'givenUp'>, mail: MailKind) => ({
  asked: asked[mail],
  givenUp: givenUp[mail],
});

export const targetOfRecovery = (id: RecoveryId): string => id.slice(0, id.indexOf('.'));
