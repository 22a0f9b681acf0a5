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
  const suspensions = createTargetSuspensions(clock, rules.retention);

  const change = (id: RecoveryId, record: RecoveryRecord, changes: Partial<RecoveryRecord>) => {
    const { facts, begunAt, requested, givenUp, job, waiter, state } = { ...record, ...changes };
    recoveries.set(id, { facts, begunAt, requested, givenUp, job, waiter, state }, rules.retention);
    targets.set(targetOfRecovery(id), true, rules.retention);
  };

  const index = (token: TokenDigest, id: RecoveryId) => {
    tokens.set(token, id, rules.retention);
  };

  return {
    failures,
    suspensions,
    change,

    /** Returns the priority of the most important entry stored for the target; 0 when there is none. */
    rememberedWeight: (target: string): number =>
      1 +
      [
        suspensions.isRemembered(target),
        targets.has(target),
        links.has(target),
        failures.isCounted(target),
      ].lastIndexOf(true),

    find(id: RecoveryId): StagedRecord | undefined {
      const found = recoveries.get(id);
      if (found === undefined) return undefined;
      const target = targetOfRecovery(id);
      const record = suspensions.isSuspendedSince(target, found.begunAt)
        ? { ...found, state: endedBySuspension(found.state) }
        : found;
      const link = links.get(target) === id ? 'own' : 'other';
      const mailsLeft = (mail: MailKind) => countMailsLeft(rules, mail, countMails(record, mail));
      const context = { now: clock.now(), lockedOutAt: failures.lockedOutAt(target), link, mailsLeft } as const;
      return { ...record, stage: deriveStage(record.state, context) };
    },

    /** Owes one more mail, to be sent by this job, and voids an earlier secret. */
    oweMail(id: RecoveryId, record: Omit<RecoveryRecord, 'job'>, { job, mail }: OwedMail): void {
      const now = clock.now();
      change(
        id,
        { ...record, job },
        {
          requested: incremented(record.requested, mail),
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

    /** Moves the recovery to this state, which has no usable secret, and marks the notification as not needed. */
    endSecret(id: RecoveryId, record: RecoveryRecord, state: RecoveryState): void {
      change(id, record, { waiter: 'turn', state });
    },

    findByToken: (token: TokenDigest): RecoveryId | undefined => tokens.get(token),

    index,

    /** Makes this link the only one of the target. */
    storeLink(id: RecoveryId, link: TokenDigest): void {
      index(link, id);
      links.set(targetOfRecovery(id), id, rules.acceptTimeout + rules.link.lifetime);
    },

    /** Returns the lockout or suspension that lasts longer. */
    lockoutOf(id: RecoveryId): Lockout | undefined {
      const [lockedOut, suspended] = [
        failures.lockedOutUntil(targetOfRecovery(id)),
        suspensions.suspendedUntil(targetOfRecovery(id)),
      ];
      if (suspended !== undefined && suspended >= (lockedOut ?? 0)) return { until: suspended, cause: 'disavowed' };
      return lockedOut === undefined ? undefined : { until: lockedOut, cause: 'wrong-codes' };
    },
  };
}

/** A suspension ends recoveries that were open when it began, as a cancellation does. */
const endedBySuspension = (state: RecoveryState): RecoveryState =>
  state.kind === 'done' || state.kind === 'bounced' ? state : toCancelledState(state);

export const incremented = (counts: Readonly<Record<MailKind, number>>, mail: MailKind): Record<MailKind, number> => ({
  ...counts,
  [mail]: counts[mail] + 1,
});

export const countMails = ({ requested, givenUp }: Pick<RecoveryRecord, 'requested' | 'givenUp'>, mail: MailKind) => ({
  requested: requested[mail],
  givenUp: givenUp[mail],
});

export const targetOfRecovery = (id: RecoveryId): string => id.slice(0, id.indexOf('.'));
