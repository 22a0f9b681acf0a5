import type { CodeVerdict } from '../../domain/one-time-code';
import { later } from '../../domain/time';
import type { Clock } from '../../ports/clock';
import type { Mac } from '../../ports/key-ring';
import type { MailJobId } from '../../ports/mail-job';
import type { RecoveryId } from '../../ports/recovery-id';
import type { RecoveryRules, RecoveryStore } from '../../ports/recovery-store';
import { createMailSteps } from './recovery-mails';
import { cancelled, type RecoveryRecord, type RecoveryState } from './recovery-record';
import { createRecoveryRecords, targetOf, type StagedRecord } from './recovery-records';
import { createTargetNames } from './target-names';

export interface MemoryRecoveryStoreOptions {
  readonly clock: Clock;
  readonly rules: RecoveryRules;
}

/** For one process. No step awaits anything between its reading and its writing, so each is atomic. */
export function createMemoryRecoveryStore({ clock, rules }: MemoryRecoveryStoreOptions): RecoveryStore {
  const records = createRecoveryRecords(clock, rules);
  const names = createTargetNames(clock, records.weigh);

  /** Counts the failure; the code's last one and one that brings about a pause end the code. */
  const miss = (id: RecoveryId, record: RecoveryRecord, code: UsableSecret): CodeVerdict => {
    const attemptsLeft = code.attemptsLeft - 1;
    const until = records.failures.add(targetOf(id));
    if (attemptsLeft > 0 && until === undefined) {
      records.change(id, record, { state: { ...code, attemptsLeft } });
      return { kind: 'mismatch', attemptsLeft };
    }
    records.kill(id, record, { kind: 'ended', mail: 'code', owedAt: code.owedAt });
    if (until === undefined) return { kind: 'exhausted' };
    return attemptsLeft < 1
      ? { kind: 'exhausted', pause: 'begun' }
      : { kind: 'paused', until, cause: 'wrong-codes', pause: 'begun' };
  };

  const judge = (id: RecoveryId, guesses: readonly Mac[], job: MailJobId): CodeVerdict => {
    const pause = records.pauseOf(id);
    if (pause !== undefined) return { kind: 'paused', ...pause };
    const found = records.look(id);
    const code = found && usableSecret(found);
    if (found === undefined || code?.mail !== 'code') return { kind: 'expired' };
    if (guesses.some((guess) => guess === code.digest)) {
      records.failures.forget(targetOf(id));
      records.owe(id, found, { mail: 'link', job });
      return { kind: 'verified' };
    }
    return miss(id, found, code);
  };

  return {
    ...createMailSteps(clock, rules, records),

    nameTarget: (macs) => Promise.resolve(names.settle(macs)),

    pause: (target, ms) => Promise.resolve(records.holds.pause(target, ms)),
    resume: (target) => Promise.resolve(records.holds.resume(target)),

    create(id, facts, job) {
      const pause = records.pauseOf(id);
      if (pause !== undefined) return Promise.resolve({ kind: 'paused', ...pause });
      const unasked = {
        facts,
        begunAt: clock.now(),
        ...UNASKED,
        waiter: 'turn',
        state: { kind: 'cancelled' },
      } as const;
      records.owe(id, unasked, { mail: 'code', job });
      return Promise.resolve({ kind: 'owed' });
    },

    find(id) {
      const found = records.look(id);
      return Promise.resolve(found && { facts: found.facts, stage: found.stage, job: found.job });
    },

    attempt: (id, guesses, job) => Promise.resolve(judge(id, guesses, job)),

    locate: (token) => Promise.resolve(records.locate(token)),

    open(id, link, session) {
      const found = records.look(id);
      const secret = found && usableSecret(found);
      if (found === undefined || secret?.mail !== 'link' || secret.digest !== link)
        return Promise.resolve({ kind: 'gone' });
      const endsAt = later(clock.now(), rules.resetSession.lifetime);
      records.index(session, id);
      records.kill(id, found, { kind: 'opened', session, endsAt, owedAt: secret.owedAt });
      return Promise.resolve({ kind: 'opened', endsAt });
    },

    session(id, token) {
      const state = records.look(id)?.state;
      if (state === undefined || !('session' in state) || state.session !== token || state.kind === 'cancelled')
        return Promise.resolve(undefined);
      const msLeft = state.endsAt - clock.now();
      const kind = state.kind === 'done' ? 'done' : 'running';
      return Promise.resolve(msLeft > 0 ? { kind, msLeft } : undefined);
    },

    finish(id, token) {
      const found = records.look(id);
      if (found === undefined || !('session' in found.state) || found.state.session !== token)
        return Promise.resolve('gone');
      if (found.state.kind === 'done') return Promise.resolve('already-finished');
      records.change(id, found, { state: { ...found.state, kind: 'done' } });
      return Promise.resolve('finished');
    },

    cancel(id) {
      const found = records.look(id);
      if (found === undefined || found.state.kind === 'done' || found.state.kind === 'bounced')
        return Promise.resolve();
      records.kill(id, found, cancelled(found.state));
      return Promise.resolve();
    },

    ping: () => Promise.resolve(),
  };
}

const UNASKED = { asked: { code: 0, link: 0 }, givenUp: { code: 0, link: 0 } };

type UsableSecret = RecoveryState & { readonly kind: 'owed' | 'live' };

/** A secret that was placed can be used while its mail is still being sent: the person may be faster than the mail service's answer. */
function usableSecret({ state, stage }: StagedRecord): UsableSecret | undefined {
  const isAlive = stage.kind === 'sending' || stage.kind === 'live';
  return isAlive && 'digest' in state && state.digest !== undefined ? state : undefined;
}
