import type { KeyRing } from '../../../ports/security/key-ring';
import type { RecoveryId } from '../../../ports/ids';
import type { RecoveryRules, RecoveryStore, TokenDigest } from '../../../ports/recovery/recovery-store';
import type { RedisClient } from '../client';
import { createNameResolver, mapCandidates } from '../naming/name-resolver';
import { orUnavailable } from '../or-unavailable';
import { sealFacts, unsealFacts } from './sealed-facts';
import { recoveryKeys, targetKeys } from './recovery-keys';
import * as replies from './script-replies';
import { loadScript } from '../script';
import { createTokenIndex } from './token-index';

export interface RedisRecoveryStoreOptions {
  readonly redis: RedisClient;
  readonly keyRing: KeyRing;
  readonly rules: RecoveryRules;
}

/** Runs each step as one Lua script in the target's slot. Only the token index has slots of its own. */
export function createRedisRecoveryStore({ redis, keyRing, rules }: RedisRecoveryStoreOptions): RecoveryStore {
  const step = (name: string) => {
    const script = loadScript(redis, 'recovery', name);
    return (id: RecoveryId, ...args: readonly (string | number)[]) =>
      script(recoveryKeys(id), [rules.retention, ...args]);
  };
  const [create, find, owe, place, start] = [
    step('create'),
    step('find'),
    step('mail/owe'),
    step('mail/place'),
    step('mail/start'),
  ];
  const [giveUp, handOver, attempt, open] = [
    step('mail/give-up'),
    step('mail/hand-over'),
    step('attempt'),
    step('reset-session/open'),
  ];
  const [session, finish, cancel] = [step('reset-session/session'), step('reset-session/finish'), step('cancel')];
  const [bounce, owes] = [step('mail/bounce'), step('mail/owes')];

  const naming = createNameResolver(redis);
  const [pause, resume] = [loadScript(redis, 'suspension', 'suspend'), loadScript(redis, 'suspension', 'lift')];

  /** Written before the step that activates the token, so that an active token is always found. A stale entry does no harm. */
  const tokens = createTokenIndex({ redis, keyRing, retention: rules.retention });

  return {
    async resolveTarget(macs) {
      return (await naming.reserve(mapCandidates(macs, targetKeys))).target;
    },

    async suspend(target, ms) {
      return replies.SuspendReply.parse(await pause([targetKeys(target).suspension], [Math.ceil(ms), rules.retention]));
    },

    async lift(target) {
      return replies.LiftReply.parse(await resume([targetKeys(target).suspension], []));
    },

    async create(id, facts, job) {
      const sealed = sealFacts(keyRing, facts, recoveryKeys(id)[0]);
      return replies.CreateReply.parse(await create(id, sealed, rules.acceptTimeout, rules.code.attempts, job));
    },

    async find(id) {
      const found = replies.FindReply.parse(await find(id));
      if (found === null) return undefined;
      const [sealed, job, stage] = found;
      const facts = unsealFacts(keyRing, sealed, recoveryKeys(id)[0]);
      return facts && { facts, job, stage: replies.toRecoveryStage(stage, rules) };
    },

    async requestMail(id, mail, job) {
      const attempts = mail === 'code' ? rules.code.attempts : 0;
      const { spacing, most } = rules[mail];
      const args = [mail, rules.acceptTimeout, attempts, spacing, most, rules.mostRequested, job];
      return replies.OweReply.parse(await owe(id, ...args));
    },

    async storeSecret({ id: job, kind: mail, recovery: id }, digest) {
      if (mail === 'link') await tokens.add(digest as TokenDigest, id);
      return replies.PlaceReply.parse(await place(id, mail, digest, rules.acceptTimeout + rules.link.lifetime, job));
    },

    async checkOwed({ id: job, kind: mail, recovery: id }, digest) {
      return replies.OwesReply.parse(await owes(id, mail, digest, job));
    },

    async activateSecret({ id: job, kind: mail, recovery: id }, digest, doubt) {
      return replies.StartReply.parse(await start(id, mail, digest, rules[mail].lifetime, job, doubt ?? ''));
    },

    async markUnsent({ id: job, kind: mail, recovery: id }, retryIn = 0) {
      return replies.GiveUpReply.parse(await giveUp(id, mail, job, Math.ceil(retryIn)));
    },

    async markBounced(id, mail) {
      return replies.BounceReply.parse(await bounce(id, mail));
    },

    async stopWaiting(id) {
      const stage = replies.StageReply.nullable().parse(await handOver(id));
      return stage === null ? undefined : replies.toRecoveryStage(stage, rules);
    },

    async attempt(id, guesses, job) {
      const { pauses, retention } = rules.failures;
      const args = [rules.acceptTimeout, retention, JSON.stringify(pauses), job, ...guesses];
      return replies.AttemptReply.parse(await attempt(id, ...args));
    },

    findByToken: (token) => tokens.find(token),

    async openLink(id, link, session) {
      await tokens.add(session, id);
      return replies.OpenReply.parse(await open(id, link, session, rules.resetSession.lifetime));
    },

    async findResetSession(id, token) {
      return replies.SessionReply.parse(await session(id, token)) ?? undefined;
    },

    async complete(id, token) {
      return replies.FinishReply.parse(await finish(id, token));
    },

    async cancel(id) {
      await cancel(id);
    },

    async ping() {
      await orUnavailable(redis.ping());
    },
  };
}
