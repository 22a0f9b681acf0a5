import type { Claim } from '../../../src/domain/claim/claim';
import { DAY, HOUR, addMs, MINUTE, type Instant } from '../../../src/domain/time';
import type { SenderAccount } from '../../../src/ports/chat/sender-account';
import type { RateLimits } from '../../../src/ports/security/rate-limits';
import { unknownCedula, unknownRuc, unknownClaim } from '../../support/recovery/unknown-claims';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  newSenderAccount,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const company = demoClaim('empresa privada');

/** The counts in memory use the process's clock and everything else the test's clock: both are advanced together. */
const REAL = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;
beforeEach(() => jest.useFakeTimers({ doNotFake: [...REAL] }));
afterEach(() => jest.useRealTimers());

function passTime(backend: InMemoryRecovery, ms: number): void {
  backend.passTime(ms);
  jest.setSystemTime(Date.now() + ms);
}

const begin = (backend: InMemoryRecovery, claim: Claim, origin: SenderAccount = newSenderAccount()) =>
  backend.chat.begin(claim, { ...requester, account: origin });

/** Returns the kind of outcome of each of so many consecutive steps. */
async function collectKinds(count: number, step: (n: number) => Promise<{ readonly kind: string }>): Promise<string[]> {
  const outcomes: string[] = [];
  for (let n = 0; n < count; n++) outcomes.push((await step(n)).kind);
  return outcomes;
}

const alertsOf = ({ audit }: InMemoryRecovery): string[] =>
  audit.events.flatMap((event) => (event.event === 'limit-reached' ? [event.reason] : []));

const repeat = (kind: string, count: number): string[] => Array.from({ length: count }, () => kind);

describe('limits per requester', () => {
  it('locks the requester out for 15 minutes at the fifth failure and shows the in-person procedure', async () => {
    const backend = createInMemoryRecovery();
    expect(await collectKinds(4, (n) => begin(backend, unknownClaim(n), requester.account))).toEqual(
      repeat('mismatch', 4),
    );
    const until = addMs(backend.options.clock.now(), 15 * MINUTE);
    expect(await begin(backend, unknownClaim(9), requester.account)).toEqual({ kind: 'requester-locked-out', until });
    expect(await begin(backend, company, requester.account)).toMatchObject({
      kind: 'rate-limited',
      by: 'requester',
      until,
    });
    expect(backend.mailbox.messages()).toEqual([]);
    expect(alertsOf(backend)).toEqual(['conversation-failures']);
    expect(backend.audit.events).toContainEqual(
      expect.objectContaining({ reason: 'conversation-failures', channel: 'test' }),
    );
  });

  it('a lockout applies to the same person in another conversation and to another person in this one', async () => {
    const backend = createInMemoryRecovery();
    await collectKinds(5, (n) => begin(backend, unknownClaim(n), requester.account));
    const { conversation, user } = requester.account;
    expect(await begin(backend, company, { ...newSenderAccount(), user })).toMatchObject({
      kind: 'rate-limited',
      by: 'requester',
    });
    expect(await begin(backend, company, { ...newSenderAccount(), conversation })).toMatchObject({
      kind: 'rate-limited',
      by: 'requester',
    });
    expect(await begin(backend, company)).toMatchObject({ kind: 'begun' });
  });

  it('failures of different conversations of a person are counted together', async () => {
    const backend = createInMemoryRecovery();
    const { user } = requester.account;
    expect(await collectKinds(6, (n) => begin(backend, unknownClaim(n), { ...newSenderAccount(), user }))).toEqual([
      ...repeat('mismatch', 4),
      'requester-locked-out',
      'rate-limited',
    ]);
    expect(alertsOf(backend)).toEqual(['user-failures']);
  });

  it('attempts during a lockout do not extend it, and counting starts afresh after it', async () => {
    const backend = createInMemoryRecovery();
    await collectKinds(5, (n) => begin(backend, unknownClaim(n), requester.account));
    expect(await collectKinds(20, () => begin(backend, company, requester.account))).toEqual(
      repeat('rate-limited', 20),
    );
    passTime(backend, 15 * MINUTE);
    expect(await collectKinds(4, () => begin(backend, company, requester.account))).toEqual([
      ...repeat('begun', 3),
      'rate-limited',
    ]);
    expect(await collectKinds(5, (n) => begin(backend, unknownClaim(n), requester.account))).toEqual(
      repeat('rate-limited', 5),
    );
  });

  it('allows three recoveries an hour, and counts matches and failures apart', async () => {
    const backend = createInMemoryRecovery();
    expect(
      await collectKinds(6, (n) => begin(backend, n % 2 === 0 ? unknownClaim(n) : company, requester.account)),
    ).toEqual(['mismatch', 'begun', 'mismatch', 'begun', 'mismatch', 'begun']);
    const refused = await begin(backend, company, requester.account);
    expect(refused).toMatchObject({
      kind: 'rate-limited',
      by: 'requester',
      until: addMs(backend.options.clock.now(), HOUR),
    });
    passTime(backend, HOUR);
    expect(await begin(backend, company, requester.account)).toMatchObject({ kind: 'begun' });
  });

  it('never limits answers that show the in-person procedure', async () => {
    const backend = createInMemoryRecovery();
    const firstKey = demoClaim('primera clave');
    expect(await collectKinds(5, () => begin(backend, firstKey, requester.account))).toEqual(repeat('ineligible', 5));
    expect(await collectKinds(3, () => begin(backend, company, requester.account))).toEqual(repeat('begun', 3));
  });

  it('a refused attempt charges no other limit', async () => {
    const backend = createInMemoryRecovery();
    await collectKinds(5, (n) => begin(backend, unknownClaim(n), requester.account));
    await collectKinds(50, (n) => begin(backend, { ...company, document: unknownCedula(n) }, requester.account));
    expect(await collectKinds(5, () => begin(backend, company))).toEqual(repeat('begun', 5));
  });

  it('charges a failure for each refused number, so that nobody can keep typing the numbers of others', async () => {
    const backend = createInMemoryRecovery();
    await collectKinds(5, () => begin(backend, company));
    expect(await collectKinds(6, () => begin(backend, company, requester.account))).toEqual(repeat('rate-limited', 6));
    expect(await begin(backend, unknownClaim(1), requester.account)).toMatchObject({
      kind: 'rate-limited',
      by: 'requester',
    });
  });
});

describe('limits per claim', () => {
  it('refuses an ID after ten look-ups in an hour and after thirty in a day', async () => {
    const backend = createInMemoryRecovery();
    const tries = (count: number, hour: number) =>
      collectKinds(count, (n) => begin(backend, unknownClaim(1, (n % 5) + 5 * hour, hour * 10 + n)));
    expect(await tries(11, 0)).toEqual([...repeat('mismatch', 10), 'rate-limited']);
    for (const hour of [1, 2]) {
      passTime(backend, HOUR);
      expect(await tries(10, hour)).toEqual(repeat('mismatch', 10));
    }
    passTime(backend, HOUR);
    const refused = await begin(backend, unknownClaim(1, 99));
    expect(refused).toMatchObject({
      kind: 'rate-limited',
      by: 'document',
      until: addMs(backend.options.clock.now(), DAY - 3 * HOUR),
    });
    expect(alertsOf(backend)).toEqual(['document-validations', 'document-validations']);
  });

  it('refuses an ID with its sixth RUC in an hour', async () => {
    const backend = createInMemoryRecovery();
    expect(await collectKinds(6, (n) => begin(backend, unknownClaim(1, n)))).toEqual([
      ...repeat('mismatch', 5),
      'rate-limited',
    ]);
    expect(await begin(backend, unknownClaim(1, 7))).toMatchObject({ by: 'document' });
    expect(alertsOf(backend)).toEqual(['document-rucs']);
  });

  it('charges no employer when the limit of the ID is already used up', async () => {
    const backend = createInMemoryRecovery();
    await collectKinds(5, (n) => begin(backend, unknownClaim(1, n)));
    const { document } = unknownClaim(1);
    expect(await collectKinds(6, () => begin(backend, { ...company, document }))).toEqual(repeat('rate-limited', 6));
    expect(await begin(backend, company)).toMatchObject({ kind: 'begun' });
  });

  it('refuses a RUC and branch after five codes in an hour and after ten in a day', async () => {
    const backend = createInMemoryRecovery();
    expect(await collectKinds(6, () => begin(backend, company))).toEqual([...repeat('begun', 5), 'rate-limited']);
    passTime(backend, HOUR);
    expect(await collectKinds(5, () => begin(backend, company))).toEqual(repeat('begun', 5));
    passTime(backend, HOUR);
    const until = addMs(backend.options.clock.now(), DAY - 2 * HOUR);
    expect(await begin(backend, company)).toMatchObject({ kind: 'rate-limited', by: 'employer', until });
    expect(await begin(backend, { ...company, ruc: unknownRuc(1) })).toEqual({ kind: 'mismatch' });
    expect(alertsOf(backend)).toEqual(['target-codes', 'target-codes']);
  });

  it('refuses a RUC and branch with its sixth ID in a day, even for earlier IDs, and raises an alert', async () => {
    const backend = createInMemoryRecovery();
    const withId = (n: number) => begin(backend, { ...company, document: unknownCedula(n) });
    expect(await collectKinds(3, withId)).toEqual(repeat('mismatch', 3));
    passTime(backend, 2 * HOUR);
    expect(await collectKinds(3, (n) => withId(n + 3))).toEqual(['mismatch', 'mismatch', 'rate-limited']);
    passTime(backend, 2 * HOUR);
    const until = addMs(backend.options.clock.now(), DAY - 4 * HOUR);
    expect(await withId(0)).toMatchObject({ kind: 'rate-limited', by: 'employer', until });
    expect(alertsOf(backend)).toEqual(['target-documents']);
    passTime(backend, 20 * HOUR);
    expect(await begin(backend, company)).toMatchObject({ kind: 'begun' });
  });

  it.each<[string, (n: number) => Partial<Claim>]>([
    ['always the same', () => ({})],
    ['each time with another ID', (n) => ({ document: unknownCedula(n) })],
    ['each time with another RUC', (n) => ({ ruc: unknownRuc(n) })],
  ])('refuses a claim (%s) at the same attempt whether or not the employer exists', async (_, change) => {
    const sequence = async (claim: Claim) => {
      const backend = createInMemoryRecovery();
      const outcomes = [];
      for (let n = 0; n < 12; n++) outcomes.push(await begin(backend, { ...claim, ...change(n) }));
      return outcomes.map((outcome) => (outcome.kind === 'rate-limited' ? outcome : 'answered'));
    };
    const known = await sequence(company);
    expect(known).toContainEqual(expect.objectContaining({ kind: 'rate-limited' }));
    expect(await sequence(unknownClaim(100))).toEqual(known);
  });
});

describe('queries to the registry', () => {
  /** Creates a recovery that counts the look-ups in the registry. */
  function createCountingBackend() {
    const { employers } = createInMemoryRecovery().options;
    const lookUps: Claim[] = [];
    const backend = createInMemoryRecovery({
      employers: {
        find(claim) {
          lookUps.push(claim);
          return employers.find(claim);
        },
      },
    });
    return { backend, lookUps };
  }

  it('the registry gets one query for all three numbers, whichever is wrong, and none for a refused attempt', async () => {
    const { lookUps, backend } = createCountingBackend();
    const claims = [
      company,
      { ...company, document: unknownCedula(1) },
      { ...company, ruc: unknownRuc(1) },
      { ...company, branch: unknownClaim(1, 1, 7).branch },
      unknownClaim(1),
    ];
    for (const claim of claims) {
      await begin(backend, claim);
      await backend.settle();
      // The job that sends the code looks the employer up again, because the registry may have changed.
      expect(lookUps.splice(0)).toEqual(claim === company ? [claim, claim] : [claim]);
    }
    await collectKinds(5, () => begin(backend, company));
    await backend.settle();
    lookUps.splice(0);
    expect(await begin(backend, company)).toMatchObject({ kind: 'rate-limited' });
    expect(lookUps).toEqual([]);
  });

  it('queries to the registry stay within the limit when fifty people ask at once', async () => {
    const { lookUps, backend } = createCountingBackend();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => begin(backend, unknownClaim(n), requester.account)),
    );
    // Each of them could start a recovery.
    expect(lookUps).toHaveLength(3);
    expect(outcomes.filter(({ kind }) => kind === 'rate-limited')).toHaveLength(47);
    // The refused ones refunded exactly their own charges.
    expect(await collectKinds(3, (n) => begin(backend, unknownClaim(50 + n), requester.account))).toEqual([
      'mismatch',
      'requester-locked-out',
      'rate-limited',
    ]);
  });
});

it('fifty conversations at once get five codes for one employer', async () => {
  const backend = createInMemoryRecovery();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => begin(backend, company)));
  expect(outcomes.filter(({ kind }) => kind === 'begun')).toHaveLength(5);
  await backend.settle();
  expect(backend.mailbox.messages()).toHaveLength(5);
  expect(alertsOf(backend).sort()).toEqual(['document-validations', 'target-codes']);
});

it('as many simultaneous attempts pass as the limits allow, even when the counts see them in different orders', async () => {
  const { limits } = createInMemoryRecovery().options;
  const waiting: (() => void)[] = [];
  /** Makes the count of IDs see the attempts in reverse order, as a busy connection may. */
  const charge: RateLimits['charge'] = async (charges) => {
    if (charges.some(({ limit }) => limit === 'target-documents')) {
      await new Promise<void>((resolve) => waiting.push(resolve) === 10 && setImmediate(releaseInReverse));
    }
    return limits.charge(charges);
  };
  const releaseInReverse = () => {
    for (const release of waiting.reverse()) release();
  };
  const backend = createInMemoryRecovery({ limits: { ...limits, charge } });
  const attempts = Array.from({ length: 10 }, (_, n) => begin(backend, { ...company, document: unknownCedula(n) }));
  const kinds = (await Promise.all(attempts)).map(({ kind }) => kind);
  expect(kinds).toEqual([...repeat('rate-limited', 5), ...repeat('mismatch', 5)]);
  expect(alertsOf(backend)).toEqual(['target-documents']);
});

it('a lockout ends by the clock alone, whoever asks and whenever', async () => {
  const backend = createInMemoryRecovery();
  await collectKinds(5, (n) => begin(backend, unknownClaim(n), requester.account));
  const end = addMs(backend.options.clock.now(), 15 * MINUTE);
  const ends: Instant[] = [];
  for (let minute = 0; minute < 15; minute++) {
    const outcome = await begin(backend, company, requester.account);
    if (outcome.kind === 'rate-limited') ends.push(outcome.until);
    passTime(backend, MINUTE);
  }
  expect(new Set(ends)).toEqual(new Set([end]));
});
