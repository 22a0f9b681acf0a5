import type { KeyRing } from '../../ports/key-ring';
import type { RecoveryId } from '../../ports/recovery-id';
import type { RecoveryRules, RecoveryStore, TokenDigest } from '../../ports/recovery-store';
import type { RedisClient } from './client';
import { createNaming, namesFrom } from './naming';
import { orUnavailable } from './or-unavailable';
import { sealFacts, unsealFacts } from './recovery-facts';
import { recoveryKeys, targetName } from './recovery-keys';
import * as replies from './recovery-replies';
import { loadScript } from './script';
import { createTokenIndex } from './token-index';

export interface RedisRecoveryStoreOptions {
  readonly redis: RedisClient;
  readonly keyRing: KeyRing;
  readonly rules: RecoveryRules;
}

/** Each step is one Lua script on the target's slot; only the look-up by token has a slot of its own. */
export function createRedisRecoveryStore({ redis, keyRing, rules }: RedisRecoveryStoreOptions): RecoveryStore {
  const step = (name: string) => {
    const script = loadScript(redis, 'recovery', name);
    return (id: RecoveryId, ...args: readonly (string | number)[]) =>
      script(recoveryKeys(id), [rules.retention, ...args]);
  };
  const [create, find, owe, place, start] = [step('create'), step('find'), step('owe'), step('place'), step('start')];
  const [giveUp, handOver, attempt, open] = [step('give-up'), step('hand-over'), step('attempt'), step('open')];
  const [session, finish, cancel] = [step('session'), step('finish'), step('cancel')];
  const [bounce, owes] = [step('bounce'), step('owes')];

  const naming = createNaming(redis);
  const [pause, resume] = [loadScript(redis, 'hold', 'pause'), loadScript(redis, 'hold', 'resume')];

  /** Written before the step that makes the token live: a live token is always found, a dead entry harms nobody. */
  const tokens = createTokenIndex({ redis, keyRing, retention: rules.retention });

  return {
    async nameTarget(macs) {
      return (await naming.settle(namesFrom(macs, targetName))).target;
    },

    async pause(target, ms) {
      return replies.PausedUntil.parse(await pause([targetName(target).hold], [Math.ceil(ms), rules.retention]));
    },

    async resume(target) {
      return replies.Resumed.parse(await resume([targetName(target).hold], []));
    },

    async create(id, facts, job) {
      const sealed = sealFacts(keyRing, facts, recoveryKeys(id)[0]);
      return replies.Created.parse(await create(id, sealed, rules.acceptWithin, rules.code.attempts, job));
    },

    async find(id) {
      const found = replies.Found.parse(await find(id));
      if (found === null) return undefined;
      const [sealed, job, stage] = found;
      const facts = unsealFacts(keyRing, sealed, recoveryKeys(id)[0]);
      return facts && { facts, job, stage: replies.stageOf(stage, rules) };
    },

    async owe(id, mail, job) {
      const attempts = mail === 'code' ? rules.code.attempts : 0;
      const { spacing, most } = rules[mail];
      const args = [mail, rules.acceptWithin, attempts, spacing, most, rules.mostAsked, job];
      return replies.Due.parse(await owe(id, ...args));
    },

    async place({ id: job, kind: mail, recovery: id }, digest) {
      if (mail === 'link') await tokens.enter(digest as TokenDigest, id);
      return replies.Placed.parse(await place(id, mail, digest, rules.acceptWithin + rules.link.lifetime, job));
    },

    async owes({ id: job, kind: mail, recovery: id }, digest) {
      return replies.Owing.parse(await owes(id, mail, digest, job));
    },

    async start({ id: job, kind: mail, recovery: id }, digest, doubt) {
      return replies.Started.parse(await start(id, mail, digest, rules[mail].lifetime, job, doubt ?? ''));
    },

    async giveUp({ id: job, kind: mail, recovery: id }, retryIn = 0) {
      return replies.GivenUp.parse(await giveUp(id, mail, job, Math.ceil(retryIn)));
    },

    async bounce(id, mail) {
      return replies.Bounced.parse(await bounce(id, mail));
    },

    async handOver(id) {
      const stage = replies.Stage.nullable().parse(await handOver(id));
      return stage === null ? undefined : replies.stageOf(stage, rules);
    },

    async attempt(id, guesses, job) {
      const { pauses, retention } = rules.failures;
      const args = [rules.acceptWithin, retention, JSON.stringify(pauses), job, ...guesses];
      return replies.Verdict.parse(await attempt(id, ...args));
    },

    locate: (token) => tokens.find(token),

    async open(id, link, session) {
      await tokens.enter(session, id);
      return replies.Opened.parse(await open(id, link, session, rules.resetSession.lifetime));
    },

    async session(id, token) {
      return replies.Session.parse(await session(id, token)) ?? undefined;
    },

    async finish(id, token) {
      return replies.Finished.parse(await finish(id, token));
    },

    async cancel(id) {
      await cancel(id);
    },

    async ping() {
      await orUnavailable(redis.ping());
    },
  };
}
