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
async function survives<T>(world: InMemoryRecovery, port: string, step: () => Promise<T>): Promise<T> {
  world.down.add(port);
  await expect(step()).rejects.toMatchObject({ name: 'Unavailable', port });
  world.down.delete(port);
  return step();
}

describe.each(['employer-registry', 'recovery-store'])('outage of the %s at each step', (port) => {
  it('leaves no step half done, and the recovery continues afterwards', async () => {
    const world = createInMemoryRecovery();
    const { chat, page } = world;

    const begun = await survives(world, port, () => chat.begin(claim, requester));
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const id = begun.recovery;
    await chat.awaitMail(id, 'code');

    world.passTime(60_000);
    expect(await survives(world, port, () => chat.resend(id, 'code'))).toEqual({ kind: 'owed' });
    await chat.awaitMail(id, 'code');

    const code = new Sensitive(world.code() as OneTimeCode);
    expect(await survives(world, port, () => chat.verifyCode(id, code))).toEqual({ kind: 'verified' });
    await chat.awaitMail(id, 'link');

    const token = new Sensitive(world.token() as LinkToken);
    const opened = await survives(world, port, () => page.openLink(token));
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    expect(await survives(world, port, () => page.setKey(opened.session, new Sensitive(KEY)))).toEqual({
      kind: 'changed',
    });
    await world.settle();
    expect(world.told).toEqual([id, id]);
    expect(world.mailbox.messages()).toHaveLength(4);
  });

  it('costs a mail job its mail but not the recovery', async () => {
    const world = createInMemoryRecovery();
    const begun = await world.chat.begin(claim, requester);
    world.down.add(port);
    await world.settle();
    world.down.delete(port);
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    expect(world.mailbox.messages()).toEqual([]);
    expect(world.failures).not.toEqual([]);
    world.passTime(60_001);
    expect((await world.chat.view(begun.recovery))?.stage).toMatchObject({ kind: 'unsent', mail: 'code' });
    expect(await world.chat.resend(begun.recovery, 'code')).toEqual({ kind: 'owed' });
    await world.chat.awaitMail(begun.recovery, 'code');
    expect(world.mailbox.messages()).toHaveLength(1);
  });
});
