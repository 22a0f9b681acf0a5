import { DAY, HOUR } from '../../../src/domain/time';
import type { RecoveryId } from '../../../src/ports/ids';
import type { RecoverySnapshot } from '../../../src/ports/recovery/recovery-store';
import type { RecoveryStage } from '../../../src/domain/recovery/stage';
import { recoveryRules } from '../../../src/policy/recovery';
import type { SimulatedPeople } from './random-histories';
import type { SimulatedMail, Simulation } from './simulation';

const targetOf = (id: RecoveryId): string => id.slice(0, id.indexOf('.'));

/** Expects a right code before each changed key, and for each link at most one session and one change. */
export async function expectKeyInvariants(
  { changed, employers, registry }: Simulation,
  people: SimulatedPeople,
): Promise<void> {
  const sessions = changed.map((hash) => people.sessionOf(hash));
  const links = sessions.map((session) => session?.link.operation);
  expect(new Set(links).size).toBe(links.length);
  for (const session of sessions) expect(people.proven).toContain(session?.link.job.recovery);
  expect(new Set(people.sessions.map(({ link }) => link.operation)).size).toBe(people.sessions.length);

  const records = await Promise.all(employers.map(({ claim }) => registry.find(claim)));
  const steps = records.reduce((sum, record) => sum + (record?.credentialVersion ?? 0) - 1, 0);
  expect(steps).toBe(changed.length);
}

/** The stages in which a recovery may be found after each of these stages. */
const POSSIBLE_LATER_STAGES: Readonly<Record<string, readonly string[]>> = {
  forgotten: ['forgotten'],
  done: ['done', 'forgotten'],
  bounced: ['bounced', 'forgotten'],
  cancelled: ['cancelled', 'done', 'forgotten'],
  'in link': ['in link', 'opened', 'done', 'bounced', 'cancelled', 'forgotten'],
  opened: ['in link', 'opened', 'done', 'bounced', 'cancelled', 'forgotten'],
};

/** The order in which the mail of one job advances. */
const RANKS: Readonly<Record<string, number>> = { sending: 0, live: 1, unsent: 2, ended: 2 };

const stageName = (stage: RecoveryStage | undefined): string =>
  stage === undefined ? 'forgotten' : 'mail' in stage && stage.kind !== 'bounced' ? `in ${stage.mail}` : stage.kind;

/** Expects that no recovery returns to an earlier stage, and that a target has at most one live link. */
export function createStageInvariants({ store }: Simulation): (ids: Iterable<RecoveryId>) => Promise<void> {
  const stagesByRecovery = new Map<RecoveryId, Set<string>>();
  const mails = new Map<string, { readonly rank: number; readonly attemptsLeft: number }>();

  function checkMail(id: RecoveryId, { job, stage }: RecoverySnapshot): void {
    if (!('mail' in stage) || stage.kind === 'bounced') return;
    const before = mails.get(`${id} ${job}`);
    const now = {
      rank: RANKS[stage.kind] ?? Infinity,
      attemptsLeft: stage.kind === 'live' ? stage.attemptsLeft : (before?.attemptsLeft ?? Infinity),
    };
    if (before !== undefined) {
      expect(now.rank).toBeGreaterThanOrEqual(before.rank);
      expect(now.attemptsLeft).toBeLessThanOrEqual(before.attemptsLeft);
    }
    mails.set(`${id} ${job}`, now);
  }

  return async (ids) => {
    const stages = await Promise.all([...ids].map(async (id) => ({ id, found: await store.find(id) })));
    for (const { found, id } of stages) {
      const before = stagesByRecovery.get(id) ?? new Set<string>();
      const now = stageName(found?.stage);
      for (const earlier of before) expect(POSSIBLE_LATER_STAGES[earlier] ?? [now]).toContain(now);
      stagesByRecovery.set(id, before.add(now));
      if (found !== undefined) checkMail(id, found);
    }
    const live = stages.filter(({ found }) => found?.stage.kind === 'live' && found.stage.mail === 'link');
    expect(new Set(live.map(({ id }) => targetOf(id))).size).toBe(live.length);
  };
}

/** Expects the mails of the first hour and of the first day to stay within the limits. */
export function expectMailLimits({ sent }: Simulation, crashes: number): void {
  const start = sent[0]?.at ?? 0;
  const secrets = sent.filter(({ job }) => job.kind !== 'key-changed');
  // A job repeated after a crash is one requested mail.
  const requested = [...new Map(secrets.map((mail) => [mail.job.id, mail])).values()];
  checkSpan(
    requested.filter(({ at }) => at < start + HOUR),
    { mailbox: 10, target: 5 },
  );
  checkSpan(
    requested.filter(({ at }) => at < start + DAY),
    { mailbox: 30, target: 10 },
  );
  // A mail sent just before a crash may be missing in its recovery's count: each crash allows one more.
  expect(largestGroup(groupsBy(codesOf(requested), recoveryOf))).toBeLessThanOrEqual(recoveryRules.code.most + crashes);
  expect(largestGroup(groupsBy(linksOf(requested), recoveryOf))).toBeLessThanOrEqual(recoveryRules.link.most + crashes);
}

function checkSpan(
  requested: readonly SimulatedMail[],
  limit: { readonly mailbox: number; readonly target: number },
): void {
  // A right code brings a link, however many mails there were.
  const earned = new Set([...groupsBy(linksOf(requested), recoveryOf).values()].map(([first]) => first));
  const bounded = requested.filter((mail) => !earned.has(mail));
  expect(largestGroup(groupsBy(bounded, ({ to }) => to))).toBeLessThanOrEqual(limit.mailbox);
  expect(largestGroup(groupsBy(codesOf(requested), (mail) => targetOf(recoveryOf(mail))))).toBeLessThanOrEqual(
    limit.target,
  );
}

const largestGroup = (groups: Map<unknown, readonly SimulatedMail[]>): number =>
  Math.max(0, ...[...groups.values()].map((group) => group.length));

const recoveryOf = ({ job }: SimulatedMail): RecoveryId => job.recovery;
const codesOf = (mails: readonly SimulatedMail[]) => mails.filter(({ job }) => job.kind === 'code');
const linksOf = (mails: readonly SimulatedMail[]) => mails.filter(({ job }) => job.kind === 'link');

function groupsBy<K>(mails: readonly SimulatedMail[], keyOf: (mail: SimulatedMail) => K): Map<K, SimulatedMail[]> {
  const groups = new Map<K, SimulatedMail[]>();
  for (const mail of mails) groups.set(keyOf(mail), [...(groups.get(keyOf(mail)) ?? []), mail]);
  return groups;
}
