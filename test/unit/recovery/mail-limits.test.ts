import { demoEmployers } from '../../../src/adapters/memory/demo-employers';
import { Sensitive } from '../../../src/domain/sensitive';
import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { HOUR, addMs, MINUTE } from '../../../src/domain/time';
import type { RecoveryId } from '../../../src/ports/ids';
import { employersOfOneAccountant, unknownClaim } from '../../support/recovery/unknown-claims';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  newChannelAccount,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const company = demoClaim('empresa privada');
const KEY = 'faro lento bajo nube 81';

const begin = (world: InMemoryRecovery, claim = company) =>
  world.chat.begin(claim, { ...requester, account: newChannelAccount() });

async function mailed(world: InMemoryRecovery, claim = company): Promise<RecoveryId> {
  const outcome = await begin(world, claim);
  if (outcome.kind !== 'begun') throw new Error(outcome.kind);
  await world.chat.awaitMail(outcome.recovery, 'code');
  return outcome.recovery;
}

async function resent(world: InMemoryRecovery, id: RecoveryId, mail: 'code' | 'link' = 'code') {
  world.passTime(MINUTE);
  const outcome = await world.chat.resend(id, mail);
  await world.chat.awaitMail(id, mail);
  return outcome;
}

const code = (world: InMemoryRecovery) => new Sensitive(world.code() as OneTimeCode);

/** Mails a code to nine of an accountant's ten employers, so that the last one gets the tenth mail. */
async function withNineMails() {
  const world = createInMemoryRecovery({}, [...employersOfOneAccountant(12), ...demoEmployers]);
  for (let n = 0; n < 9; n++) await mailed(world, unknownClaim(n));
  return world;
}

/** The counts in memory use the process's clock, which stands still here: the hour ends an hour after the first count. */
const inAnHour = ({ options }: InMemoryRecovery, since = 0) => addMs(options.clock.now(), HOUR - since);

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 15, 15)));
afterEach(() => {
  jest.restoreAllMocks();
});

describe('mail limit of one mailbox', () => {
  it('allows ten mails an hour over all employers, and charges no recovery for a refused one', async () => {
    const world = await withNineMails();
    await mailed(world, unknownClaim(9));
    const origin = newChannelAccount();
    for (let n = 0; n < 4; n++) {
      const outcome = await world.chat.begin(unknownClaim(10), { ...requester, account: origin });
      expect(outcome).toMatchObject({ kind: 'rate-limited', by: 'mailbox', until: inAnHour(world) });
    }
    expect(await world.chat.begin(company, { ...requester, account: origin })).toMatchObject({ kind: 'begun' });
    await world.settle();
    expect(world.mailbox.messages().filter(({ to }) => to === 'contadora@example.com')).toHaveLength(10);
    expect(world.audit.events).toContainEqual(
      expect.objectContaining({ event: 'limit-reached', reason: 'mailbox-mails' }),
    );
  });

  it('counts resent codes and resent links', async () => {
    const world = await withNineMails();
    const id = await mailed(world, unknownClaim(9));
    expect(await resent(world, id)).toMatchObject({ kind: 'rate-limited', by: 'mailbox', until: inAnHour(world) });
    expect(world.mailbox.messages()).toHaveLength(10);
    await world.chat.verifyCode(id, code(world));
    await world.chat.awaitMail(id, 'link');
    expect(await resent(world, id, 'link')).toMatchObject({ kind: 'rate-limited', by: 'mailbox' });
  });

  it('counts the link after a right code but never delays it, nor the key-changed notice', async () => {
    const world = await withNineMails();
    const id = await mailed(world, unknownClaim(9));
    expect(await world.chat.verifyCode(id, code(world))).toEqual({ kind: 'verified' });
    await world.chat.awaitMail(id, 'link');
    await world.page.setKey(await world.open(), new Sensitive(KEY));
    await world.settle();
    expect(world.mailbox.messages()).toHaveLength(12);
  });

  it('includes the link after a right code in its ten mails', async () => {
    const world = createInMemoryRecovery({}, [...employersOfOneAccountant(12), ...demoEmployers]);
    for (let n = 0; n < 5; n++) {
      await world.chat.verifyCode(await mailed(world, unknownClaim(n)), code(world));
      await world.settle();
    }
    expect(world.mailbox.messages()).toHaveLength(10);
    expect(await begin(world, unknownClaim(6))).toMatchObject({ kind: 'rate-limited', by: 'mailbox' });
  });
});

describe('code limit of one employer', () => {
  it('allows five codes an hour, including resent ones', async () => {
    const world = createInMemoryRecovery();
    const first = await mailed(world);
    await resent(world, first);
    await resent(world, first);
    const second = await mailed(world);
    await resent(world, second);
    expect(await resent(world, second)).toMatchObject({ kind: 'rate-limited', by: 'employer' });
    expect(world.mailbox.messages()).toHaveLength(5);
    // The mailed code is still valid.
    expect(await world.chat.verifyCode(second, code(world))).toEqual({ kind: 'verified' });
  });

  it('charges nothing for a code that was requested too soon', async () => {
    const world = createInMemoryRecovery();
    const id = await mailed(world);
    for (let n = 0; n < 9; n++) expect(await world.chat.resend(id, 'code')).toMatchObject({ kind: 'too-soon' });
    expect(await resent(world, id)).toEqual({ kind: 'owed' });
  });

  it('charges nothing for a code that the limit of its mailbox refused', async () => {
    const world = await withNineMails();
    const id = await mailed(world, unknownClaim(9));
    for (let n = 0; n < 9; n++) expect(await resent(world, id)).toMatchObject({ by: 'mailbox' });
    const { branch, ruc } = unknownClaim(9);
    const codes = { limit: 'target-codes', key: `${ruc}-${branch}` } as const;
    expect(await world.options.limits.peek([codes])).toEqual({ kind: 'allowed' });
  });
});

describe('rate limits out of reach', () => {
  it('no recovery starts and no mail is resent while the counts are out of reach', async () => {
    const world = createInMemoryRecovery();
    const id = await mailed(world);
    world.passTime(MINUTE);
    world.down.add('rate-limits');
    const refused = { name: 'Unavailable', port: 'rate-limits' };
    await expect(begin(world)).rejects.toMatchObject(refused);
    await expect(begin(world, unknownClaim(1))).rejects.toMatchObject(refused);
    await expect(world.chat.resend(id, 'code')).rejects.toMatchObject(refused);
    await world.settle();
    expect(world.mailbox.messages()).toHaveLength(1);
    world.down.delete('rate-limits');
    expect(await world.chat.resend(id, 'code')).toEqual({ kind: 'owed' });
  });

  it('a right code still brings the link while the counts are out of reach, and raises an alert', async () => {
    const world = createInMemoryRecovery();
    const id = await mailed(world);
    world.down.add('rate-limits');
    expect(await world.chat.verifyCode(id, code(world))).toEqual({ kind: 'verified' });
    await world.settle();
    expect(world.mailbox.messages()).toHaveLength(2);
    expect(world.alarms).toEqual(['rate-limits is unavailable']);
  });
});

describe.each(['employer-registry', 'recovery-store'])('%s out of reach', (port) => {
  it('an attempt is not charged while the dependency is out of reach', async () => {
    const world = createInMemoryRecovery();
    world.down.add(port);
    for (let n = 0; n < 4; n++)
      await expect(world.chat.begin(company, requester)).rejects.toMatchObject({ name: 'Unavailable', port });
    world.down.delete(port);
    expect(await world.chat.begin(company, requester)).toMatchObject({ kind: 'begun' });
    for (let n = 0; n < 4; n++)
      expect(await world.chat.begin(unknownClaim(n), requester)).toEqual({ kind: 'mismatch' });
  });
});
