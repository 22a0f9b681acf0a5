import fc from 'fast-check';
import type { MailKind } from '../../src/domain/recovery/rules';
import { findRecovery, type RecoveryStage } from '../../src/domain/recovery/stage';
import { EMPTY_TARGET, withoutExpired, type Moment, type TargetState } from '../../src/domain/recovery/target-state';
import { activateSecret, markBounced, markUnsent, storeSecret } from '../../src/domain/recovery/transitions/mails';
import { begin, cancel, requestMail } from '../../src/domain/recovery/transitions/recovery';
import { attempt, complete, openLink } from '../../src/domain/recovery/transitions/secrets';
import { currentLockout, lift, suspend } from '../../src/domain/recovery/transitions/target';
import { addMs, MINUTE, SECOND, type Instant } from '../../src/domain/time';
import { recoveryRules as rules } from '../../src/policy/recovery';

type Target = TargetState<string>;

const IDS = ['one', 'two', 'three'] as const;
const RIGHT = 'right';

const id = fc.constantFrom(...IDS);
const mail = fc.constantFrom<MailKind>('code', 'link');
const event = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), id }),
  fc.record({ kind: fc.constant('send' as const), id, mail }),
  fc.record({ kind: fc.constant('guess' as const), id, isRight: fc.boolean() }),
  fc.record({ kind: fc.constant('request' as const), id, mail }),
  fc.record({ kind: fc.constant('unsent' as const), id, mail }),
  fc.record({ kind: fc.constant('bounce' as const), id, mail }),
  fc.record({ kind: fc.constantFrom('open' as const, 'complete' as const, 'cancel' as const), id }),
  fc.record({ kind: fc.constantFrom('suspend' as const, 'lift' as const) }),
  fc.record({
    kind: fc.constant('pass' as const),
    ms: fc.constantFrom(SECOND, 61 * SECOND, 180 * SECOND, 16 * MINUTE, 3 * 60 * MINUTE),
  }),
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

interface Applied {
  readonly target: Target;
  readonly outcome: unknown;
}

/** A secret of each recovery and kind, so that a link of one recovery never opens another. */
const digestOf = (recovery: string, kind: MailKind): string => (kind === 'code' ? RIGHT : `link of ${recovery}`);

function apply(target: Target, event: Event, at: Moment): Applied {
  switch (event.kind) {
    case 'begin':
      return begin(target, { id: event.id, facts: 'facts', job: 'job' }, at);
    case 'send': {
      const secret = { id: event.id, mail: event.mail, job: 'job', digest: digestOf(event.id, event.mail) };
      return activateSecret(storeSecret(target, secret, at).target, secret, at);
    }
    case 'guess':
      return attempt(target, { id: event.id, guesses: [event.isRight ? RIGHT : 'wrong'], job: 'job' }, at);
    case 'request':
      return requestMail(target, { id: event.id, mail: event.mail, job: 'job' }, at);
    case 'unsent':
      return markUnsent(target, { id: event.id, mail: event.mail, job: 'job' }, at);
    case 'bounce':
      return markBounced(target, event, at);
    case 'open':
      return openLink(
        target,
        { id: event.id, link: digestOf(event.id, 'link'), session: `session of ${event.id}` },
        at,
      );
    case 'complete':
      return complete(target, { id: event.id, session: `session of ${event.id}` }, at);
    case 'cancel':
      return cancel(target, event, at);
    case 'suspend':
      return suspend(target, { ms: 60 * MINUTE }, at);
    case 'lift':
      return lift(target, {}, at);
    case 'pass':
      return { target, outcome: undefined };
  }
}

const stagesOf = (target: Target, at: Moment): readonly (RecoveryStage | undefined)[] =>
  IDS.map((each) => findRecovery(target, each, at)?.stage);

interface Change {
  readonly before: Target;
  readonly event: Event;
  readonly after: Applied;
}

/** What holds after every event, whatever happened before. */
function check(change: Change, at: Moment): void {
  checkLive(stagesOf(change.after.target, at));
  checkOutcome(change, at);
  checkOver(change, at);
}

function checkLive(stages: readonly (RecoveryStage | undefined)[]): void {
  const live = stages.filter((stage) => stage?.kind === 'live');
  expect(live.filter((stage) => stage.mail === 'link').length).toBeLessThanOrEqual(1);
  for (const stage of live) {
    expect(stage.msLeft).toBeGreaterThan(0);
    expect(stage.msLeft).toBeLessThanOrEqual(rules[stage.mail].lifetime);
    expect(stage.attemptsLeft).toBeLessThanOrEqual(rules.code.attempts);
  }
}

function checkOutcome({ after, before, event }: Change, at: Moment): void {
  const isLocked = currentLockout(before, at.now) !== undefined;
  const { kind } = (after.outcome ?? {}) as { readonly kind?: string };
  if (event.kind === 'begin') expect(kind).toBe(isLocked ? 'locked-out' : 'owed');
  if (event.kind === 'guess' && kind === 'verified')
    expect([isLocked, event.isRight, findRecovery(before, event.id, at)?.stage.kind]).toEqual([false, true, 'live']);
  if (kind === 'mismatch') expect(countFailures(after.target)).toBe(countFailures(before) + 1);
}

const countFailures = ({ failures }: Target): number => failures?.count ?? 0;

/** What is done or bounced stays so, unless it begins anew. */
function checkOver({ after, before, event }: Change, at: Moment): void {
  if (event.kind === 'begin') return;
  const stages = stagesOf(after.target, at);
  stagesOf(before, at).forEach((stage, place) => {
    if (stage?.kind === 'done' || stage?.kind === 'bounced') expect(stages[place]?.kind).toBe(stage.kind);
  });
}

describe('transitions of a target', () => {
  it('keep every rule in any history', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 10, maxLength: 60 }), (events) => {
        let target: Target = EMPTY_TARGET;
        let now = Date.UTC(2026, 0, 1) as Instant;
        for (const each of events) {
          if (each.kind === 'pass') now = addMs(now, each.ms);
          const at = { now, rules };
          const before = withoutExpired(target, now);
          const after = apply(before, each, at);
          check({ before, event: each, after }, at);
          target = after.target;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['179.9 s after it was mailed', 179_900, 'verified'],
    ['180 s after it was mailed', 180_000, 'expired'],
  ])('a code %s is %s', (...[, ms, kind]) => {
    const now = Date.UTC(2026, 0, 1) as Instant;
    const begun = apply(EMPTY_TARGET, { kind: 'begin', id: 'one' }, { now, rules }).target;
    const mailed = apply(begun, { kind: 'send', id: 'one', mail: 'code' }, { now, rules }).target;
    const guess = { kind: 'guess', id: 'one', isRight: true } as const;
    expect(apply(mailed, guess, { now: addMs(now, ms), rules }).outcome).toEqual({ kind });
  });

  it('return the same state when they change nothing', () => {
    const at = { now: Date.UTC(2026, 0, 1) as Instant, rules };
    const events: readonly Event[] = [
      { kind: 'guess', id: 'one', isRight: true },
      { kind: 'open', id: 'one' },
      { kind: 'cancel', id: 'one' },
      { kind: 'complete', id: 'one' },
      { kind: 'lift' },
      { kind: 'request', id: 'one', mail: 'link' },
    ];
    for (const each of events) expect(apply(EMPTY_TARGET, each, at).target).toBe(EMPTY_TARGET);
  });
});
