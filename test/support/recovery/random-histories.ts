import fc from 'fast-check';
import type { AccessKey } from '../../../src/domain/employer/access-key';
import type { Claim } from '../../../src/domain/claim/claim';
import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import type { LinkToken, ResetSessionToken } from '../../../src/domain/recovery/reset-link';
import { Sensitive } from '../../../src/domain/sensitive';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/time';
import type { AccessKeyHash } from '../../../src/ports/registry/credential-directory';
import type { MailKind } from '../../../src/domain/recovery/rules';
import type { RecoveryId } from '../../../src/ports/ids';
import { fastHasher } from '../secrets/fast-hasher';
import { codeInText, linkInText } from '../http/running-service';
import type { SimulatedProcess, SimulatedMail, Simulation } from './simulation';

/** One action of a person, one lapse of time or one failure. */
export type SimulatedAction =
  | { readonly kind: 'validate'; readonly person: number; readonly claim: number }
  /** The step that the procedure expects next. */
  | { readonly kind: 'next'; readonly person: number }
  | { readonly kind: 'right' | 'wrong' | 'stale' | 'cancel'; readonly person: number }
  | { readonly kind: 'resend'; readonly person: number; readonly mail: MailKind }
  /** Counted from the newest. */
  | { readonly kind: 'open' | 'bounce'; readonly index: number }
  | { readonly kind: 'set'; readonly index: number; readonly variant: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'work' | 'fire-timers' }
  | { readonly kind: 'crash'; readonly calls: number; readonly when: 'before' | 'after' };

const person = fc.nat(2);
const index = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });

const action: fc.Arbitrary<SimulatedAction> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('next' as const), person }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('work' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('validate' as const), person, claim: fc.nat(4) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('right' as const), person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('wrong' as const, 'stale' as const), person }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('open' as const), index }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('set' as const), index, variant: fc.nat(1) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('resend' as const),
      person,
      mail: fc.constantFrom('code' as const, 'link' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(6 * SECOND, 61 * SECOND, 61 * SECOND, 3 * MINUTE, 10 * MINUTE, HOUR),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bounce' as const), index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fire-timers' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      calls: fc.nat(8),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
);

/** Generates steps in sequence; the actions of one step happen at the same time. */
export const randomHistory: fc.Arbitrary<SimulatedAction[][]> = fc.array(
  fc.array(action, { minLength: 1, maxLength: 3 }),
  {
    minLength: 10,
    maxLength: 60,
    size: 'max',
  },
);

export interface SimulatedResetSession {
  readonly token: Sensitive<ResetSessionToken>;
  readonly link: SimulatedMail;
}

/** Tracks what the people of a history know and have done. */
export function createSimulatedPeople(simulation: Simulation, claims: readonly Claim[]) {
  const recoveries = new Map<number, RecoveryId>();
  const known = new Set<RecoveryId>();
  /** Recoveries in which the latest mailed code was given. */
  const proven = new Set<RecoveryId>();
  const sessions: SimulatedResetSession[] = [];
  const keys = new Map<AccessKeyHash, SimulatedResetSession>();
  const violations: string[] = [];

  const mailsOf = (kind: 'code' | 'link', recovery?: RecoveryId) =>
    simulation.sent.filter(({ job }) => job.kind === kind && (recovery === undefined || job.recovery === recovery));

  /** Returns the codes in the order of their requests, because mails may overtake each other. */
  function codesOf(recovery: RecoveryId) {
    const mails = mailsOf('code', recovery).toSorted((one, other) => one.job.askedAt - other.job.askedAt);
    const newest = mails.at(-1);
    const live = newest && codeInText(newest.text);
    const replaced = mails.filter(({ job }) => job.id !== newest?.job.id).map(({ text }) => codeInText(text));
    return { live, replaced: replaced.filter((code) => code !== live), all: mails.map(({ text }) => codeInText(text)) };
  }

  async function validate(process: SimulatedProcess, person: number, claim: number): Promise<void> {
    const outcome = await process.chat.begin(claims[claim] as Claim, simulation.requesterOf(person));
    if (outcome.kind !== 'begun') return;
    recoveries.set(person, outcome.recovery);
    known.add(outcome.recovery);
  }

  async function tryCode(process: SimulatedProcess, person: number, how: 'right' | 'wrong' | 'stale'): Promise<void> {
    const recovery = recoveries.get(person);
    if (recovery === undefined) return;
    const { all, live, replaced } = codesOf(recovery);
    const wrong = ['000000', '111111', '222222', '333333', '444444'].find((one) => !all.includes(one));
    const code = { right: live, stale: replaced[0], wrong }[how];
    if (code === undefined) return;
    // A crash during the call may come after its effect; otherwise only the answer proves it.
    const typed = new Sensitive(code as OneTimeCode);
    const { kind } = await Promise.race([process.crashed, process.chat.verifyCode(recovery, typed)]);
    if (how === 'right' && (kind === 'died' || kind === 'verified')) proven.add(recovery);
    if (how !== 'right' && kind === 'verified') violations.push(`a ${how} code was taken`);
  }

  async function open(process: SimulatedProcess, link: SimulatedMail | undefined): Promise<void> {
    if (link === undefined) return;
    const token = linkInText(link.text).split('#t=')[1] as LinkToken;
    const outcome = await process.page.openLink(new Sensitive(token));
    if (outcome.kind === 'opened') sessions.push({ token: outcome.session, link });
  }

  async function setKey(process: SimulatedProcess, index: number, variant: number): Promise<void> {
    const session = sessions[index];
    if (session === undefined) return;
    const key = new Sensitive(`faro lento ${index} bajo nube ${variant}` as AccessKey);
    keys.set(await fastHasher.hash(key), session);
    await process.page.setKey(session.token, key);
  }

  async function takeNextStep(process: SimulatedProcess, person: number): Promise<void> {
    const recovery = recoveries.get(person);
    const stage = recovery && (await simulation.store.find(recovery))?.stage;
    switch (stage?.kind) {
      case 'sending':
        return simulation.work(process.deliver);
      case 'live':
        return stage.mail === 'code'
          ? tryCode(process, person, 'right')
          : open(process, mailsOf('link', recovery).at(-1));
      case 'opened': {
        const index = sessions.findLastIndex(({ link }) => link.job.recovery === recovery);
        return setKey(process, index, 0);
      }
      case 'unsent':
      case 'ended':
        if (recovery) await process.chat.resend(recovery, stage.mail);
        return;
      case 'bounced':
      case 'done':
      case 'cancelled':
      case undefined:
        return validate(process, person, person);
    }
  }

  type ActionHandlers = {
    readonly [D in SimulatedAction['kind']]: (
      process: SimulatedProcess,
      action: SimulatedAction & { kind: D },
    ) => Promise<unknown>;
  };
  const handlers: ActionHandlers = {
    validate: (process, { claim, person }) => validate(process, person, claim),
    next: (process, { person }) => takeNextStep(process, person),
    right: (process, { person }) => tryCode(process, person, 'right'),
    wrong: (process, { person }) => tryCode(process, person, 'wrong'),
    stale: (process, { person }) => tryCode(process, person, 'stale'),
    async cancel(process, { person }) {
      const recovery = recoveries.get(person);
      if (recovery) await process.chat.cancel(recovery);
    },
    async resend(process, { mail, person }) {
      const recovery = recoveries.get(person);
      if (recovery) await process.chat.resend(recovery, mail);
    },
    open: (process, { index }) => open(process, mailsOf('link').at(-1 - index)),
    set: (process, { index, variant }) => setKey(process, sessions.length - 1 - index, variant),
    async bounce(process, { index }) {
      const operation = simulation.sent.at(-1 - index)?.operation;
      if (operation !== undefined) await process.reports.receive({ operationId: operation, outcome: 'failed' });
    },
    work: (process) => simulation.work(process.deliver),
    'fire-timers': () => simulation.fireDueTimers(),
    pass: (_process, { ms }) => simulation.passTime(ms),
    crash(process, { calls, when }) {
      process.crashAfterCalls(calls, when);
      return Promise.resolve();
    },
  };

  const perform = (process: SimulatedProcess, action: SimulatedAction) =>
    (handlers[action.kind] as ActionHandlers['work'])(process, action as SimulatedAction & { kind: 'work' });

  return {
    /** Runs the actions at the same time, and lets time pass only after them, because it ages a real Redis as a whole. */
    async actTogether(process: SimulatedProcess, actions: readonly SimulatedAction[]): Promise<void> {
      await Promise.all(actions.filter(({ kind }) => kind !== 'pass').map((action) => perform(process, action)));
      for (const action of actions.filter(({ kind }) => kind === 'pass')) await perform(process, action);
    },
    /** Returns every recovery that a person or a mail knows. */
    recoveries: () => new Set([...known, ...simulation.sent.map(({ job }) => job.recovery)]),
    proven,
    sessions,
    /** Returns the session in which a key was set. */
    sessionOf: (hash: AccessKeyHash) => keys.get(hash),
    /** Violated expectations. */
    violations,
  };
}

export type SimulatedPeople = ReturnType<typeof createSimulatedPeople>;
