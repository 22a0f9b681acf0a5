import type { LinkToken } from '../../../src/domain/recovery/reset-link';
import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const KEY = 'faro lento bajo nube 81';
const claim = demoClaim('empresa privada');

/** Expects the step to fail while `port` is down, and to have its usual result afterwards. */
async function retryAfterOutage<T>(backend: InMemoryRecovery, port: string, step: () => Promise<T>): Promise<T> {
  backend.down.add(port);
  await expect(step()).rejects.toMatchObject({ name: 'Unavailable', port });
  backend.down.delete(port);
  return step();
}

describe.each(['employer-registry', 'recovery-store'])('outage of the %s', (port) => {
  it('an outage leaves no step half done, and the recovery continues afterwards', async () => {
    const backend = createInMemoryRecovery();
    const { chat, page } = backend;

    const begun = await retryAfterOutage(backend, port, () => chat.begin(claim, requester));
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const id = begun.recovery;
    await chat.awaitMail(id, 'code');

    backend.passTime(60_000);
    expect(await retryAfterOutage(backend, port, () => chat.resend(id, 'code'))).toEqual({ kind: 'owed' });
    await chat.awaitMail(id, 'code');

    const code = new Sensitive(backend.code() as OneTimeCode);
    expect(await retryAfterOutage(backend, port, () => chat.verifyCode(id, code))).toEqual({ kind: 'verified' });
    await chat.awaitMail(id, 'link');

    const token = new Sensitive(backend.token() as LinkToken);
    const opened = await retryAfterOutage(backend, port, () => page.openLink(token));
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    expect(await retryAfterOutage(backend, port, () => page.setKey(opened.session, new Sensitive(KEY)))).toEqual({
      kind: 'changed',
    });
    await backend.settle();
    expect(backend.notified).toEqual([id, id]);
    expect(backend.mailbox.messages()).toHaveLength(4);
  });

  it('an outage cancels the mail of a mail job, and the recovery continues', async () => {
    const backend = createInMemoryRecovery();
    const begun = await backend.chat.begin(claim, requester);
    backend.down.add(port);
    await backend.settle();
    backend.down.delete(port);
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    expect(backend.mailbox.messages()).toEqual([]);
    expect(backend.failures).not.toEqual([]);
    backend.passTime(60_001);
    expect((await backend.chat.view(begun.recovery))?.stage).toMatchObject({ kind: 'unsent', mail: 'code' });
    expect(await backend.chat.resend(begun.recovery, 'code')).toEqual({ kind: 'owed' });
    await backend.chat.awaitMail(begun.recovery, 'code');
    expect(backend.mailbox.messages()).toHaveLength(1);
  });
});
