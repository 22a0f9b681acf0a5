import type { TargetPause } from '../../domain/target-pause';
import { later } from '../../domain/time';
import type { Clock } from '../../ports/clock';
import type { MailJobId, MailKind } from '../../ports/mail-job';
import type { RecoveryId } from '../../ports/recovery-id';
import { countMailsLeft, type RecoveryRules, type RecoveryStage, type TokenDigest } from '../../ports/recovery-store';
import { createExpiringMap } from './expiring-map';
import { cancelled, stageOf, type RecoveryRecord, type RecoveryState } from './recovery-record';
import { createTargetFailures } from './target-failures';
import { createTargetHolds } from './target-holds';

export interface StagedRecord extends RecoveryRecord {
  readonly stage: RecoveryStage;
}

interface OwedMail {
  readonly mail: MailKind;
  readonly job: MailJobId;
}

export type RecoveryRecords = ReturnType<typeof createRecoveryRecords>;

/** What the store keeps, and the few changes that several of its steps share. */
export function createRecoveryRecords(clock: Clock, rules: RecoveryRules) {
  const recoveries = createExpiringMap<RecoveryId, RecoveryRecord>(clock);
  const targets = createExpiringMap<string, true>(clock);
  const links = createExpiringMap<string, RecoveryId>(clock);
  const tokens = createExpiringMap<TokenDigest, RecoveryId>(clock);
  const failures = createTargetFailures(clock, rules.failures);
  const holds = createTargetHolds(clock, rules.retention);

  const change = (id: RecoveryId, record: RecoveryRecord, changes: Partial<RecoveryRecord>) => {
    const { facts, begunAt, asked, givenUp, job, waiter, state } = { ...record, ...changes };
    recoveries.set(id, { facts, begunAt, asked, givenUp, job, waiter, state }, rules.retention);
    targets.set(targetOf(id), true, rules.retention);
  };

  const index = (token: TokenDigest, id: RecoveryId) => {
    tokens.set(token, id, rules.retention);
  };

  return {
    failures,
    holds,
    change,

    /** How much is remembered of the target; 0 for nothing. */
    weigh: (target: string): number =>
      1 +
      [holds.isRemembered(target), targets.has(target), links.has(target), failures.isCounted(target)].lastIndexOf(
        true,
      ),

    look(id: RecoveryId): StagedRecord | undefined {
      const found = recoveries.get(id);
      if (found === undefined) return undefined;
      const target = targetOf(id);
      const record = holds.isHeldSince(target, found.begunAt) ? { ...found, state: endedByHold(found.state) } : found;
      const link = links.get(target) === id ? 'own' : 'other';
      const mailsLeft = (mail: MailKind) => countMailsLeft(rules, mail, countOf(record, mail));
      const bearing = { now: clock.now(), pausedAt: failures.pausedAt(target), link, mailsLeft } as const;
      return { ...record, stage: stageOf(record.state, bearing) };
    },

    /** Owes one more mail, to be sent by this job. Whatever secret there was is dead. */
    owe(id: RecoveryId, record: Omit<RecoveryRecord, 'job'>, { job, mail }: OwedMail): void {
      const now = clock.now();
      change(
        id,
        { ...record, job },
        {
          asked: oneMore(record.asked, mail),
          waiter: 'turn',
          state: {
            kind: 'owed',
            mail,
            owedAt: now,
            acceptBy: later(now, rules.acceptWithin),
            digest: undefined,
            attemptsLeft: mail === 'code' ? rules.code.attempts : 0,
          },
        },
      );
    },

    /** Ends the recovery's secret in this state; no turn has to be told of it later. */
    kill(id: RecoveryId, record: RecoveryRecord, state: RecoveryState): void {
      change(id, record, { waiter: 'turn', state });
    },

    locate: (token: TokenDigest): RecoveryId | undefined => tokens.get(token),

    index,

    /** Makes this link the target's one. */
    placeLink(id: RecoveryId, link: TokenDigest): void {
      index(link, id);
      links.set(targetOf(id), id, rules.acceptWithin + rules.link.lifetime);
    },

    /** Of two pauses the one that lasts longer. */
    pauseOf(id: RecoveryId): TargetPause | undefined {
      const [rest, held] = [failures.pausedUntil(targetOf(id)), holds.heldUntil(targetOf(id))];
      if (held !== undefined && held >= (rest ?? 0)) return { until: held, cause: 'disavowed' };
      return rest === undefined ? undefined : { until: rest, cause: 'wrong-codes' };
    },
  };
}

/** A hold ends what was under way when it began, as a cancellation does. */
const endedByHold = (state: RecoveryState): RecoveryState =>
  state.kind === 'done' || state.kind === 'bounced' ? state : cancelled(state);

export const oneMore = (counts: Readonly<Record<MailKind, number>>, mail: MailKind): Record<MailKind, number> => ({
  ...counts,
  [mail]: counts[mail] + 1,
});

export const countOf = ({ asked, givenUp }: Pick<RecoveryRecord, 'asked' | 'givenUp'>, mail: MailKind) => ({
  asked: asked[mail],
  givenUp: givenUp[mail],
});

export const targetOf = (id: RecoveryId): string => id.slice(0, id.indexOf('.'));
