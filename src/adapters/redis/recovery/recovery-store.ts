import type { KeyRing } from '../../../ports/security/key-ring';
import type { RecoveryId } from '../../../ports/ids';
import type { RecoveryRules, RecoveryStore, TokenDigest } from '../../../ports/recovery/recovery-store';
import type { RedisClient } from '../client';
import { createNameResolver, mapCandidates } from '../naming/name-resolver';
import { orRedisUnavailable } from '../or-unavailable';
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
  const scripts = {
    create: step('create'),
    find: step('find'),
    attempt: step('attempt'),
    cancel: step('cancel'),
    requestMail: step('mail/request-mail'),
    storeSecret: step('mail/store-secret'),
    checkOwed: step('mail/check-owed'),
    activateSecret: step('mail/activate-secret'),
    markUnsent: step('mail/mark-unsent'),
    markBounced: step('mail/mark-bounced'),
    stopWaiting: step('mail/stop-waiting'),
    openLink: step('reset-session/open-link'),
    findResetSession: step('reset-session/find'),
    complete: step('reset-session/complete'),
  };

  const naming = createNameResolver(redis);
  const loadSuspension = (name: string) => loadScript(redis, 'recovery/suspension', name);
  const [suspend, lift] = [loadSuspension('suspend'), loadSuspension('lift')];

  /** Written before the step that activates the token, so that an active token is always found. A stale entry does no harm. */
  const tokens = createTokenIndex({ redis, keyRing, retention: rules.retention });

  return {
    async resolveTarget(macs) {
      return (await naming.reserve(mapCandidates(macs, targetKeys))).target;
    },

    async suspend(target, ms) {
      return replies.SuspendReply.parse(
        await suspend([targetKeys(target).suspension], [Math.ceil(ms), rules.retention]),
      );
    },

    async lift(target) {
      return replies.LiftReply.parse(await lift([targetKeys(target).suspension], []));
    },

    async create(id, facts, job) {
      const sealed = sealFacts(keyRing, facts, recoveryKeys(id)[0]);
      return replies.CreateReply.parse(await scripts.create(id, sealed, rules.acceptTimeout, rules.code.attempts, job));
    },

    async find(id) {
      const found = replies.FindReply.parse(await scripts.find(id));
      if (found === null) return undefined;
      const [sealed, job, stage] = found;
      const facts = unsealFacts(keyRing, sealed, recoveryKeys(id)[0]);
      return facts && { facts, job, stage: replies.toRecoveryStage(stage, rules) };
    },

    async requestMail(id, mail, job) {
      const attempts = mail === 'code' ? rules.code.attempts : 0;
      const { spacing, most } = rules[mail];
      const args = [mail, rules.acceptTimeout, attempts, spacing, most, rules.mostRequested, job];
      return replies.RequestMailReply.parse(await scripts.requestMail(id, ...args));
    },

    async storeSecret({ id: job, kind: mail, recovery: id }, digest) {
      if (mail === 'link') await tokens.add(digest as TokenDigest, id);
      const longest = rules.acceptTimeout + rules.link.lifetime;
      return replies.StoreSecretReply.parse(await scripts.storeSecret(id, mail, digest, longest, job));
    },

    async checkOwed({ id: job, kind: mail, recovery: id }, digest) {
      return replies.CheckOwedReply.parse(await scripts.checkOwed(id, mail, digest, job));
    },

    async activateSecret({ id: job, kind: mail, recovery: id }, digest, doubt) {
      const args = [mail, digest, rules[mail].lifetime, job, doubt ?? ''];
      return replies.ActivateSecretReply.parse(await scripts.activateSecret(id, ...args));
    },

    async markUnsent({ id: job, kind: mail, recovery: id }, retryIn = 0) {
      return replies.MarkUnsentReply.parse(await scripts.markUnsent(id, mail, job, Math.ceil(retryIn)));
    },

    async markBounced(id, mail) {
      return replies.MarkBouncedReply.parse(await scripts.markBounced(id, mail));
    },

    async stopWaiting(id) {
      const stage = replies.StageReply.nullable().parse(await scripts.stopWaiting(id));
      return stage === null ? undefined : replies.toRecoveryStage(stage, rules);
    },

    async attempt(id, guesses, job) {
      const { lockoutSteps, retention } = rules.failures;
      const args = [rules.acceptTimeout, retention, JSON.stringify(lockoutSteps), job, ...guesses];
      return replies.AttemptReply.parse(await scripts.attempt(id, ...args));
    },

    findByToken: (token) => tokens.find(token),

    async openLink(id, link, session) {
      await tokens.add(session, id);
      return replies.OpenLinkReply.parse(await scripts.openLink(id, link, session, rules.resetSession.lifetime));
    },

    async findResetSession(id, token) {
      return replies.ResetSessionReply.parse(await scripts.findResetSession(id, token)) ?? undefined;
    },

    async complete(id, token) {
      return replies.CompleteReply.parse(await scripts.complete(id, token));
    },

    async cancel(id) {
      await scripts.cancel(id);
    },

    async ping() {
      await orRedisUnavailable(redis.ping());
    },
  };
}
