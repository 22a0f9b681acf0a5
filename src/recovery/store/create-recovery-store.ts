import type { RecoveryRules } from '../../domain/recovery/rules';
import { findRecovery } from '../../domain/recovery/stage';
import {
  keptUntil,
  weightOf,
  withoutExpired,
  type Moment,
  type Step,
  type TargetState,
} from '../../domain/recovery/target-state';
import * as mails from '../../domain/recovery/transitions/mails';
import { begin, cancel, requestMail } from '../../domain/recovery/transitions/recovery';
import { attempt, complete, findResetSession, openLink } from '../../domain/recovery/transitions/secrets';
import { lift, suspend } from '../../domain/recovery/transitions/target';
import { Unavailable } from '../../ports/errors';
import type { RecoveryId } from '../../ports/ids';
import type { MailJobId, SecretMailJob } from '../../ports/mail/mail-job';
import type { RecoveryFacts, RecoveryStore, TokenDigest } from '../../ports/recovery/recovery-store';
import type { LoadedTarget, TargetStore } from '../../ports/recovery/target-store';
import type { Mac } from '../../ports/security/key-ring';
import { createRecentTargets } from './recent-targets';

/** A change of a target, as the transitions of the domain are written. */
type Transition<E, O> = (target: TargetState<RecoveryFacts>, event: E, at: Moment) => Step<RecoveryFacts, O>;

/** How often a change is tried again when others change the same target at the same time. */
const MOST_TRIES = 100;

/** Runs the transitions of the domain on stored targets. */
export function createRecoveryStore(targets: TargetStore, rules: RecoveryRules): RecoveryStore {
  const momentOf = (loaded: LoadedTarget): Moment => ({ now: loaded.now(), rules });
  const recent = createRecentTargets();

  const load = async (target: Mac): Promise<LoadedTarget> => recent.remember(await targets.load(target));

  /** Reads the target and looks at it. */
  const read = async <T>(target: Mac, look: (state: TargetState<RecoveryFacts>, at: Moment) => T): Promise<T> => {
    const loaded = await load(target);
    const at = momentOf(loaded);
    return look(withoutExpired(loaded.state, at.now), at);
  };

  /**
   * Applies the transition and saves its result. When another change came first, applies it to that one's result. It begins with what was
   * read a moment ago, which saves a round trip: saving proves that it is still so. A transition that changes nothing proves nothing, so
   * it is repeated on what is stored.
   */
  const change = async <E, O>(target: Mac, transition: Transition<E, O>, event: E): Promise<O> => {
    const remembered = recent.take(target);
    let isProven = remembered === undefined;
    let loaded = remembered ?? (await load(target));
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const at = momentOf(loaded);
      const state = withoutExpired(loaded.state, at.now);
      const { outcome, target: next } = transition(state, event, at);
      if (next === state) {
        if (isProven) return outcome;
        loaded = await load(target);
      } else {
        const saved = await targets.save(loaded, next, keptUntil(next) - at.now);
        recent.remember(saved);
        if (saved.isSaved) return outcome;
        loaded = saved;
      }
      isProven = true;
    }
    throw new Unavailable('redis', new Error('the target is changed too often at the same time'));
  };

  const changeRecovery = <E extends { readonly id: RecoveryId }, O>(transition: Transition<E, O>, event: E) =>
    change(targetOf(event.id), transition, event);

  return {
    async resolveTarget(macs) {
      const [first, ...others] = macs;
      if (others.length === 0) return first;
      const weights = await Promise.all(macs.map((mac) => read(mac, weightOf)));
      const most = Math.max(...weights);
      // A tie is decided by the names themselves, because each process has its own order of keys.
      return most === 0 ? targets.reserveName(macs) : macs.filter((_, at) => weights[at] === most).reduce(earlier);
    },

    suspend: (target, ms) => change(target, suspend, { ms }),
    lift: (target) => change(target, lift, {}),

    create: (id, facts, job) => changeRecovery(begin, { id, facts, job }),

    find: (id) =>
      read(targetOf(id), (target, at) => {
        const found = findRecovery(target, id, at);
        return found && { facts: found.facts, stage: found.stage, job: found.job as MailJobId };
      }),

    requestMail: (id, mail, job) => changeRecovery(requestMail, { id, mail, job }),

    async storeSecret(job, digest) {
      // Written before the link can be used, so that a usable link is always found. A stale entry does no harm.
      if (job.kind === 'link') await targets.indexToken(digest as TokenDigest, job.recovery, rules.retention);
      return changeRecovery(mails.storeSecret, { ...mailOf(job), digest });
    },

    checkOwed: (job, digest) =>
      read(targetOf(job.recovery), (target, at) =>
        mails.isOwed(target, { ...mailOf(job), digest }, at) ? 'owed' : 'past',
      ),

    activateSecret: (job, digest, doubt) => changeRecovery(mails.activateSecret, { ...mailOf(job), digest, doubt }),
    markUnsent: (job, retryIn) => changeRecovery(mails.markUnsent, { ...mailOf(job), retryIn }),
    markBounced: (id, mail) => changeRecovery(mails.markBounced, { id, mail }),
    stopWaiting: (id) => changeRecovery(mails.stopWaiting, { id }),

    attempt: (id, guesses, job) => changeRecovery(attempt, { id, guesses, job }),

    findByToken: (token) => targets.findByToken(token),

    async openLink(id, link, session) {
      await targets.indexToken(session, id, rules.retention);
      return changeRecovery(openLink, { id, link, session });
    },

    findResetSession: (id, session) =>
      read(targetOf(id), (target, at) => findResetSession(target, { id, session }, at)),

    complete: (id, session) => changeRecovery(complete, { id, session }),
    cancel: (id) => changeRecovery(cancel, { id }),

    ping: () => targets.ping(),
  };
}

const mailOf = ({ id: job, kind: mail, recovery: id }: SecretMailJob) => ({ id, mail, job });

/** A recovery's id begins with its target, see `RecoveryId`. */
const targetOf = (id: RecoveryId): Mac => id.slice(0, id.indexOf('.')) as Mac;

const earlier = (one: Mac, other: Mac): Mac => (other < one ? other : one);
