import type { CodeVerdict } from '../../../domain/recovery/one-time-code';
import { addMs } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { Mac } from '../../../ports/security/key-ring';
import type { MailJobId } from '../../../ports/mail/mail-job';
import type { RecoveryId } from '../../../ports/ids';
import type { RecoveryRules, RecoveryStore } from '../../../ports/recovery/recovery-store';
import { createMailSteps } from './mail-steps';
import { toCancelledState, type RecoveryRecord, type RecoveryState } from './recovery-state';
import { createRecoveryRecords, targetOfRecovery, type StagedRecord } from './recovery-records';
import { createTargetNames } from './target-names';

export interface MemoryRecoveryStoreOptions {
  readonly clock: Clock;
  readonly rules: RecoveryRules;
}

/** Keeps recoveries in this process. No step awaits between reading and writing, so each is atomic. */
export function createMemoryRecoveryStore({ clock, rules }: MemoryRecoveryStoreOptions): RecoveryStore {
  const records = createRecoveryRecords(clock, rules);
  const names = createTargetNames(clock, records.rememberedWeight);

  /** Counts a failed attempt. The code's last attempt, and one that starts a lockout, end the code. */
  const countFailure = (id: RecoveryId, record: RecoveryRecord, code: UsableSecret): CodeVerdict => {
    const attemptsLeft = code.attemptsLeft - 1;
    const until = records.failures.add(targetOfRecovery(id));
    if (attemptsLeft > 0 && until === undefined) {
      records.change(id, record, { state: { ...code, attemptsLeft } });
      return { kind: 'mismatch', attemptsLeft };
    }
    records.endSecret(id, record, { kind: 'ended', mail: 'code', owedAt: code.owedAt });
    if (until === undefined) return { kind: 'exhausted' };
    return attemptsLeft < 1
      ? { kind: 'exhausted', lockout: 'begun' }
      : { kind: 'locked-out', until, cause: 'wrong-codes', lockout: 'begun' };
  };

  const judge = (id: RecoveryId, guesses: readonly Mac[], job: MailJobId): CodeVerdict => {
    const lockout = records.lockoutOf(id);
    if (lockout !== undefined) return { kind: 'locked-out', ...lockout };
    const found = records.find(id);
    const code = found && usableSecret(found);
    if (found === undefined || code?.mail !== 'code') return { kind: 'expired' };
    if (guesses.some((guess) => guess === code.digest)) {
      records.failures.forget(targetOfRecovery(id));
      records.oweMail(id, found, { mail: 'link', job });
      return { kind: 'verified' };
    }
    return countFailure(id, found, code);
  };

  return {
    ...createMailSteps(clock, rules, records),

    resolveTarget: (macs) => Promise.resolve(names.reserve(macs)),

    suspend: (target, ms) => Promise.resolve(records.suspensions.suspend(target, ms)),
    lift: (target) => Promise.resolve(records.suspensions.lift(target)),

    create(id, facts, job) {
      const lockout = records.lockoutOf(id);
      if (lockout !== undefined) return Promise.resolve({ kind: 'locked-out', ...lockout });
      const initial = {
        facts,
        begunAt: clock.now(),
        ...NO_MAILS,
        waiter: 'turn',
        state: { kind: 'cancelled' },
      } as const;
      records.oweMail(id, initial, { mail: 'code', job });
      return Promise.resolve({ kind: 'owed' });
    },

    find(id) {
      const found = records.find(id);
      return Promise.resolve(found && { facts: found.facts, stage: found.stage, job: found.job });
    },

    attempt: (id, guesses, job) => Promise.resolve(judge(id, guesses, job)),

    findByToken: (token) => Promise.resolve(records.findByToken(token)),

    openLink(id, link, session) {
      const found = records.find(id);
      const secret = found && usableSecret(found);
      if (found === undefined || secret?.mail !== 'link' || secret.digest !== link)
        return Promise.resolve({ kind: 'gone' });
      const endsAt = addMs(clock.now(), rules.resetSession.lifetime);
      records.index(session, id);
      records.endSecret(id, found, { kind: 'opened', session, endsAt, owedAt: secret.owedAt });
      return Promise.resolve({ kind: 'opened', endsAt });
    },

    findResetSession(id, token) {
      const state = records.find(id)?.state;
      if (state === undefined || !('session' in state) || state.session !== token || state.kind === 'cancelled')
        return Promise.resolve(undefined);
      const msLeft = state.endsAt - clock.now();
      const kind = state.kind === 'done' ? 'done' : 'running';
      return Promise.resolve(msLeft > 0 ? { kind, msLeft } : undefined);
    },

    complete(id, token) {
      const found = records.find(id);
      if (found === undefined || !('session' in found.state) || found.state.session !== token)
        return Promise.resolve('gone');
      if (found.state.kind === 'done') return Promise.resolve('already-completed');
      records.change(id, found, { state: { ...found.state, kind: 'done' } });
      return Promise.resolve('completed');
    },

    cancel(id) {
      const found = records.find(id);
      if (found === undefined || found.state.kind === 'done' || found.state.kind === 'bounced')
        return Promise.resolve();
      records.endSecret(id, found, toCancelledState(found.state));
      return Promise.resolve();
    },

    ping: () => Promise.resolve(),
  };
}

const NO_MAILS = { requested: { code: 0, link: 0 }, givenUp: { code: 0, link: 0 } };

type UsableSecret = RecoveryState & { readonly kind: 'owed' | 'live' };

/** Returns the secret that can be used, also while its mail is being sent: the person may be faster than the mail service's answer. */
function usableSecret({ state, stage }: StagedRecord): UsableSecret | undefined {
  const isAlive = stage.kind === 'sending' || stage.kind === 'live';
  return isAlive && 'digest' in state && state.digest !== undefined ? state : undefined;
}
