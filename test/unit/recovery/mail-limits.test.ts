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
  newSenderAccount,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const company = demoClaim('empresa privada');
const KEY = 'faro lento bajo nube 81';

const begin = (backend: InMemoryRecovery, claim = company) =>
  backend.chat.begin(claim, { ...requester, account: newSenderAccount() });

async function beginWithCode(backend: InMemoryRecovery, claim = company): Promise<RecoveryId> {
  const outcome = await begin(backend, claim);
  if (outcome.kind !== 'begun') throw new Error(outcome.kind);
  await backend.chat.awaitMail(outcome.recovery, 'code');
  return outcome.recovery;
}

async function resendAfterMinute(backend: InMemoryRecovery, id: RecoveryId, mail: 'code' | 'link' = 'code') {
  backend.passTime(MINUTE);
  const outcome = await backend.chat.resend(id, mail);
  await backend.chat.awaitMail(id, mail);
  return outcome;
}

const code = (backend: InMemoryRecovery) => new Sensitive(backend.code() as OneTimeCode);

/** Mails a code to nine of an accountant's ten employers, so that the last one gets the tenth mail. */
async function createBackendWithNineMails() {
  const backend = createInMemoryRecovery({}, [...employersOfOneAccountant(12), ...demoEmployers]);
  for (let n = 0; n < 9; n++) await beginWithCode(backend, unknownClaim(n));
  return backend;
}

/** The counts in memory use the process's clock, which stands still here: the hour ends an hour after the first count. */
const inAnHour = ({ options }: InMemoryRecovery, since = 0) => addMs(options.clock.now(), HOUR - since);

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 15, 15)));
afterEach(() => {
  jest.restoreAllMocks();
});

describe('mail limit of one mailbox', () => {
  it('a mailbox gets ten mails an hour over all employers, and a refused mail charges no recovery', async () => {
    const backend = await createBackendWithNineMails();
    await beginWithCode(backend, unknownClaim(9));
    const origin = newSenderAccount();
    for (let n = 0; n < 4; n++) {
      const outcome = await backend.chat.begin(unknownClaim(10), { ...requester, account: origin });
      expect(outcome).toMatchObject({ kind: 'rate-limited', by: 'mailbox', until: inAnHour(backend) });
    }
    expect(await backend.chat.begin(company, { ...requester, account: origin })).toMatchObject({ kind: 'begun' });
    await backend.settle();
    expect(backend.mailbox.messages().filter(({ to }) => to === 'contadora@example.com')).toHaveLength(10);
    expect(backend.audit.events).toContainEqual(
      expect.objectContaining({ event: 'limit-reached', reason: 'mailbox-mails' }),
    );
  });

  it('resent codes and resent links count for their mailbox', async () => {
    const backend = await createBackendWithNineMails();
    const id = await beginWithCode(backend, unknownClaim(9));
    expect(await resendAfterMinute(backend, id)).toMatchObject({
      kind: 'rate-limited',
      by: 'mailbox',
      until: inAnHour(backend),
    });
    expect(backend.mailbox.messages()).toHaveLength(10);
    await backend.chat.verifyCode(id, code(backend));
    await backend.chat.awaitMail(id, 'link');
    expect(await resendAfterMinute(backend, id, 'link')).toMatchObject({ kind: 'rate-limited', by: 'mailbox' });
  });

  it('the limit counts the link after a right code but delays neither the link nor the key-changed notice', async () => {
    const backend = await createBackendWithNineMails();
    const id = await beginWithCode(backend, unknownClaim(9));
    expect(await backend.chat.verifyCode(id, code(backend))).toEqual({ kind: 'verified' });
    await backend.chat.awaitMail(id, 'link');
    await backend.page.setKey(await backend.open(), new Sensitive(KEY));
    await backend.settle();
    expect(backend.mailbox.messages()).toHaveLength(12);
  });

  it('the ten mails of a mailbox include the link after a right code', async () => {
    const backend = createInMemoryRecovery({}, [...employersOfOneAccountant(12), ...demoEmployers]);
    for (let n = 0; n < 5; n++) {
      await backend.chat.verifyCode(await beginWithCode(backend, unknownClaim(n)), code(backend));
      await backend.settle();
    }
    expect(backend.mailbox.messages()).toHaveLength(10);
    expect(await begin(backend, unknownClaim(6))).toMatchObject({ kind: 'rate-limited', by: 'mailbox' });
  });
});

describe('code limit of one employer', () => {
  it('an employer gets five codes an hour, including resent ones', async () => {
    const backend = createInMemoryRecovery();
    const first = await beginWithCode(backend);
    await resendAfterMinute(backend, first);
    await resendAfterMinute(backend, first);
    const second = await beginWithCode(backend);
    await resendAfterMinute(backend, second);
    expect(await resendAfterMinute(backend, second)).toMatchObject({ kind: 'rate-limited', by: 'employer' });
    expect(backend.mailbox.messages()).toHaveLength(5);
    // The mailed code is still valid.
    expect(await backend.chat.verifyCode(second, code(backend))).toEqual({ kind: 'verified' });
  });

  it('a code that was requested too soon charges nothing', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithCode(backend);
    for (let n = 0; n < 9; n++) expect(await backend.chat.resend(id, 'code')).toMatchObject({ kind: 'too-soon' });
    expect(await resendAfterMinute(backend, id)).toEqual({ kind: 'owed' });
  });

  it('a code that the limit of its mailbox refused charges nothing', async () => {
    const backend = await createBackendWithNineMails();
    const id = await beginWithCode(backend, unknownClaim(9));
    for (let n = 0; n < 9; n++) expect(await resendAfterMinute(backend, id)).toMatchObject({ by: 'mailbox' });
    const { branch, ruc } = unknownClaim(9);
    const codes = { limit: 'target-codes', key: `${ruc}-${branch}` } as const;
    expect(await backend.options.limits.peek([codes])).toEqual({ kind: 'allowed' });
  });
});

describe('outage of the rate limits', () => {
  it('no recovery starts and no mail is resent during an outage of the rate limits', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithCode(backend);
    backend.passTime(MINUTE);
    backend.down.add('rate-limits');
    const refused = { name: 'Unavailable', port: 'rate-limits' };
    await expect(begin(backend)).rejects.toMatchObject(refused);
    await expect(begin(backend, unknownClaim(1))).rejects.toMatchObject(refused);
    await expect(backend.chat.resend(id, 'code')).rejects.toMatchObject(refused);
    await backend.settle();
    expect(backend.mailbox.messages()).toHaveLength(1);
    backend.down.delete('rate-limits');
    expect(await backend.chat.resend(id, 'code')).toEqual({ kind: 'owed' });
  });

  it('a right code still brings the link during an outage of the rate limits, and raises an alert', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithCode(backend);
    backend.down.add('rate-limits');
    expect(await backend.chat.verifyCode(id, code(backend))).toEqual({ kind: 'verified' });
    await backend.settle();
    expect(backend.mailbox.messages()).toHaveLength(2);
    expect(backend.reportedErrors).toEqual(['rate-limits is unavailable']);
  });
});

describe.each(['employer-registry', 'recovery-store'])('outage of the %s', (port) => {
  it('an attempt is not charged during an outage of the dependency', async () => {
    const backend = createInMemoryRecovery();
    backend.down.add(port);
    for (let n = 0; n < 4; n++)
      await expect(backend.chat.begin(company, requester)).rejects.toMatchObject({ name: 'Unavailable', port });
    backend.down.delete(port);
    expect(await backend.chat.begin(company, requester)).toMatchObject({ kind: 'begun' });
    for (let n = 0; n < 4; n++)
      expect(await backend.chat.begin(unknownClaim(n), requester)).toEqual({ kind: 'mismatch' });
  });
});
