import { HOUR } from '../../src/domain/time';
import type { RecoveryId } from '../../src/ports/recovery-id';
import type { RecoveryStage } from '../../src/ports/recovery-store';
import { policy } from '../../src/recovery/policy';
import type { People } from '../support/history';
import type { SentMail, Simulation } from '../support/simulation';

const targetOf = (id: RecoveryId): string => id.slice(0, id.indexOf('.'));

/** No key without a right code before it, one session and one change for each link. */
export async function checkKeys({ changed, employers, registry }: Simulation, people: People): Promise<void> {
  const sessions = changed.map((hash) => people.sessionOf(hash));
  const links = sessions.map((session) => session?.link.operation);
  expect(new Set(links).size).toBe(links.length);
  for (const session of sessions) expect(people.proven).toContain(session?.link.job.recovery);
  expect(new Set(people.sessions.map(({ link }) => link.operation)).size).toBe(people.sessions.length);

  const records = await Promise.all(employers.map(({ claim }) => registry.find(claim)));
  const steps = records.reduce((sum, record) => sum + (record?.credentialVersion ?? 0) - 1, 0);
  expect(steps).toBe(changed.length);
}

/** What a recovery that was once seen in one way may be seen in from then on. */
const EVER_AFTER: Readonly<Record<string, readonly string[]>> = {
  forgotten: ['forgotten'],
  done: ['done', 'forgotten'],
  bounced: ['bounced', 'forgotten'],
  cancelled: ['cancelled', 'done', 'forgotten'],
  'in link': ['in link', 'opened', 'done', 'bounced', 'cancelled', 'forgotten'],
  opened: ['in link', 'opened', 'done', 'bounced', 'cancelled', 'forgotten'],
};

const lookOf = (stage: RecoveryStage | undefined): string =>
  stage === undefined ? 'forgotten' : 'mail' in stage && stage.kind !== 'bounced' ? `in ${stage.mail}` : stage.kind;

/** Nothing goes back on what was seen of it, and of a target at most one link lives. */
export function createStageLaws({ store }: Simulation): (ids: Iterable<RecoveryId>) => Promise<void> {
  const seen = new Map<RecoveryId, Set<string>>();

  return async (ids) => {
    const stages = await Promise.all([...ids].map(async (id) => ({ id, stage: (await store.find(id))?.stage })));
    for (const { id, stage } of stages) {
      const before = seen.get(id) ?? new Set<string>();
      const now = lookOf(stage);
      for (const once of before) expect(EVER_AFTER[once] ?? [now]).toContain(now);
      seen.set(id, before.add(now));
    }
    const live = stages.filter(({ stage }) => stage?.kind === 'live' && stage.mail === 'link');
    expect(new Set(live.map(({ id }) => targetOf(id))).size).toBe(live.length);
  };
}

/**
 * The mails of the first hour keep within the limits. A mail that left just before its process died may count for nothing in its
 * recovery, so each death allows one more there; the limits of mailbox and target count it all the same.
 */
export function checkMails({ sent }: Simulation, deaths: number): void {
  const end = (sent[0]?.at ?? 0) + HOUR;
  const secrets = sent.filter(({ at, job }) => job.kind !== 'key-changed' && at < end);
  // A job that a death had done twice is one mail that was asked for.
  const asked = [...new Map(secrets.map((mail) => [mail.job.id, mail])).values()];
  const most = (groups: Map<unknown, readonly SentMail[]>) =>
    Math.max(0, ...[...groups.values()].map((group) => group.length));

  // Whoever gave a right code has earned the link, however many mails there were.
  const earned = new Set([...groupsBy(linksOf(asked), recoveryOf).values()].map(([first]) => first));
  expect(
    most(
      groupsBy(
        asked.filter((mail) => !earned.has(mail)),
        ({ to }) => to,
      ),
    ),
  ).toBeLessThanOrEqual(10);
  expect(most(groupsBy(codesOf(asked), (mail) => targetOf(recoveryOf(mail))))).toBeLessThanOrEqual(5);
  expect(most(groupsBy(codesOf(asked), recoveryOf))).toBeLessThanOrEqual(policy.recovery.code.most + deaths);
  expect(most(groupsBy(linksOf(asked), recoveryOf))).toBeLessThanOrEqual(policy.recovery.link.most + deaths);
}

const recoveryOf = ({ job }: SentMail): RecoveryId => job.recovery;
const codesOf = (mails: readonly SentMail[]) => mails.filter(({ job }) => job.kind === 'code');
const linksOf = (mails: readonly SentMail[]) => mails.filter(({ job }) => job.kind === 'link');

function groupsBy<K>(mails: readonly SentMail[], keyOf: (mail: SentMail) => K): Map<K, SentMail[]> {
  const groups = new Map<K, SentMail[]>();
  for (const mail of mails) groups.set(keyOf(mail), [...(groups.get(keyOf(mail)) ?? []), mail]);
  return groups;
}
