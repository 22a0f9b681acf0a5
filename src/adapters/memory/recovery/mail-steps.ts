import { addMs, secondsUntil, type Instant } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { MailJobId, MailKind, SecretMailJob } from '../../../ports/mail/mail-job';
import type { RecoveryId } from '../../../ports/ids';
import {
  countMailsLeft,
  type MailUncertainty,
  type RequestMailOutcome,
  type RecoveryRules,
  type RecoveryStage,
  type RecoveryStore,
  type TokenDigest,
} from '../../../ports/recovery/recovery-store';
import type { RecoveryRecord, RecoveryState, MailedSecret } from './recovery-state';
import { countMails, incremented, type RecoveryRecords } from './recovery-records';

type MailSteps = Pick<
  RecoveryStore,
  'requestMail' | 'storeSecret' | 'checkOwed' | 'activateSecret' | 'markUnsent' | 'markBounced' | 'stopWaiting'
>;
type ActivationResult = Awaited<ReturnType<RecoveryStore['activateSecret']>>;

/** The store's steps for mails. None awaits, so each is atomic. */
export function createMailSteps(clock: Clock, rules: RecoveryRules, records: RecoveryRecords): MailSteps {
  /** Returns the recovery while its last mail is that of this job. */
  const find = ({ id, kind, recovery }: SecretMailJob) => {
    const found = records.find(recovery);
    const state = found?.job === id ? stateOfMail(found, kind) : undefined;
    return found && state && { record: found, stage: found.stage, state };
  };

  const requestMail = (id: RecoveryId, mail: MailKind, job: MailJobId): RequestMailOutcome => {
    const record = records.find(id);
    if (record === undefined || !isNextStep(record.stage, mail)) return { kind: 'gone' };
    // A lockout stops codes only: a link goes to a person who has verified a code.
    const lockout = mail === 'code' ? records.lockoutOf(id) : undefined;
    if (lockout !== undefined) return { kind: 'locked-out', ...lockout };
    if (countMailsLeft(rules, mail, countMails(record, mail)) === 0) return { kind: 'used-up' };
    const seconds = secondsToWait(record.state, mail);
    if (seconds > 0) return { kind: 'too-soon', seconds };
    records.oweMail(id, record, { mail, job });
    return { kind: 'owed' };
  };

  const secondsToWait = (state: RecoveryState, mail: MailKind): number =>
    'owedAt' in state && state.owedAt !== undefined
      ? secondsUntil(addMs(state.owedAt, rules[mail].spacing), clock.now())
      : 0;

  const activate = (job: SecretMailJob, digest: MailedSecret['digest'], doubt?: MailUncertainty): ActivationResult => {
    const { kind: mail, recovery: id } = job;
    const found = find(job);
    if (found === undefined) return NOT_ACTIVATED;
    const { record, stage, state } = found;
    if (state.kind === 'owed' && stage.kind !== 'sending')
      return { kind: 'cancelled', notify: endSending(id, record, { ...state, stage }) };
    // Another job has stored its secret since: that job reports the result.
    if (!isSecret(state) || state.digest !== digest) return NOT_ACTIVATED;
    if (state.kind === 'live') return activatedBefore(stage);

    const endsAt = addMs(clock.now(), rules[mail].lifetime);
    const { owedAt, attemptsLeft } = state;
    records.change(id, record, {
      waiter: 'turn',
      state: { kind: 'live', mail, owedAt, endsAt, digest, attemptsLeft, ...(doubt && { doubt }) },
    });
    return { kind: 'activated', endsAt, notify: mustNotify(record) };
  };

  /** Ends the sending without a mail. Returns whether the chat must be notified. */
  const endSending = (id: RecoveryId, record: RecoveryRecord, { mail, owedAt, retryAt, stage }: Sending): boolean => {
    records.endSecret(id, record, { kind: stage.kind === 'ended' ? 'ended' : 'unsent', mail, owedAt, retryAt });
    return mustNotify(record);
  };

  return {
    requestMail: (id, mail, job) => Promise.resolve(requestMail(id, mail, job)),

    storeSecret(job, digest) {
      const found = find(job);
      if (found?.state.kind !== 'owed' || found.stage.kind !== 'sending') return Promise.resolve({ kind: 'cancelled' });
      records.change(job.recovery, found.record, { state: { ...found.state, digest } });
      if (job.kind === 'link') records.storeLink(job.recovery, digest as TokenDigest);
      return Promise.resolve({ kind: 'stored', at: clock.now(), msLeft: found.stage.msLeft });
    },

    checkOwed(job, digest) {
      const found = find(job);
      const isOwed = found?.stage.kind === 'sending' && isSecret(found.state) && found.state.digest === digest;
      return Promise.resolve(isOwed ? 'owed' : 'past');
    },

    activateSecret: (job, digest, doubt) => Promise.resolve(activate(job, digest, doubt)),

    markUnsent(job, retryIn) {
      const { kind: mail, recovery: id } = job;
      const found = find(job);
      if (found?.state.kind !== 'owed') return Promise.resolve({ notify: false });
      const { record, stage } = found;
      const freed = { ...record, givenUp: incremented(record.givenUp, mail) };
      const retryAt = retryIn ? addMs(clock.now(), Math.ceil(retryIn)) : undefined;
      return Promise.resolve({ notify: endSending(id, freed, { mail, owedAt: undefined, retryAt, stage }) });
    },

    markBounced(id, mail) {
      const found = records.find(id);
      if (found === undefined) return Promise.resolve('gone');
      const state = stateOfMail(found, mail);
      if (state === undefined) return Promise.resolve('past');
      if (state.kind === 'cancelled') return Promise.resolve('gone');
      if (state.kind !== 'bounced') records.endSecret(id, found, { kind: 'bounced', mail });
      return Promise.resolve('bounced');
    },

    stopWaiting(id) {
      const found = records.find(id);
      if (found?.stage.kind === 'sending') records.change(id, found, { waiter: 'nobody' });
      return Promise.resolve(found?.stage);
    },
  };
}

interface Sending {
  readonly mail: MailKind;
  /** From when the spacing to the next mail counts. */
  readonly owedAt: Instant | undefined;
  readonly retryAt?: Instant | undefined;
  readonly stage: RecoveryStage;
}

const NOT_ACTIVATED: ActivationResult = { kind: 'cancelled', notify: false };

const mustNotify = ({ waiter }: RecoveryRecord): boolean => waiter === 'nobody';

/** Returns whether a mail of this kind is the next step. Asks the stage, because a link is due again once the session it opened is over. */
const isNextStep = (stage: RecoveryStage, mail: MailKind): boolean =>
  'mail' in stage && stage.mail === mail && stage.kind !== 'bounced';

/** Returns the state when the latest mail is of this kind and still counts: a code until it is verified, a link until it is opened. */
const stateOfMail = ({ state }: RecoveryRecord, mail: MailKind) =>
  'mail' in state && state.mail === mail ? state : undefined;

const isSecret = (state: RecoveryState): state is RecoveryState & { kind: 'owed' | 'live' } =>
  state.kind === 'owed' || state.kind === 'live';

/** A repeated activation changes nothing. */
const activatedBefore = (stage: RecoveryStage): ActivationResult =>
  stage.kind === 'live' ? { kind: 'activated', endsAt: stage.endsAt, notify: false } : NOT_ACTIVATED;
