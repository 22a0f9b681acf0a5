import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { SECOND } from '../../../src/domain/time';
import type { SentMailEntry } from '../../../src/ports/mail/sent-mail-log';
import type { MailMessage, Mailer, MailSendResult } from '../../../src/ports/mail/mailer';
import type { RecoveryId } from '../../../src/ports/ids';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  beginWithMailedCode as begun,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const claim = demoClaim('empresa privada');
const KEY = 'faro lento bajo nube 81';

async function verified(world: InMemoryRecovery): Promise<RecoveryId> {
  const id = await begun(world);
  await world.chat.verifyCode(id, new Sensitive(world.code() as OneTimeCode));
  await world.chat.awaitMail(id, 'link');
  return id;
}

/** Advances the clock second by second and fires the timers that are due. */
async function live(world: InMemoryRecovery, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    world.passTime(SECOND);
    await world.settle();
  }
}

describe('notifications of recovery timers', () => {
  it('report an unused code at its end, not before, and once', async () => {
    const world = createInMemoryRecovery();
    const id = await begun(world);
    await live(world, 179);
    expect(world.told).toEqual([]);
    await live(world, 1);
    expect(world.told).toEqual([id]);
    await live(world, 600);
    expect(world.told).toEqual([id]);
  });

  it('report an unused link at its end, counted from its own mail', async () => {
    const world = createInMemoryRecovery();
    const id = await begun(world);
    await live(world, 100);
    await world.chat.verifyCode(id, new Sensitive(world.code() as OneTimeCode));
    await world.chat.awaitMail(id, 'link');
    await live(world, 179);
    expect(world.told).toEqual([]);
    await live(world, 1);
    expect(new Set(world.told)).toEqual(new Set([id]));
  });

  it('report a reset page that ended without a key', async () => {
    const world = createInMemoryRecovery();
    const id = await verified(world);
    await world.open();
    await world.settle();
    // The notification of the opened link.
    expect(world.told).toEqual([id]);
    await live(world, 599);
    expect(world.told).toEqual([id]);
    await live(world, 1);
    expect(new Set(world.told.slice(1))).toEqual(new Set([id]));
  });

  it('report nothing that was used, completed or cancelled', async () => {
    const world = createInMemoryRecovery();
    const cancelled = await begun(world);
    await world.chat.cancel(cancelled);
    await verified(world);
    const session = await world.open();
    await world.page.setKey(session, new Sensitive(KEY));
    await world.settle();
    const told = [...world.told];
    await live(world, 1_200);
    expect(world.told).toEqual(told);
  });

  it('report a mail that was never sent when its time is over', async () => {
    const stuck: Mailer = { send: () => new Promise<MailSendResult>(() => undefined) };
    const { options } = createInMemoryRecovery();
    const world = createInMemoryRecovery({ mailer: stuck, settings: { ...options.settings, mailWaitTimeout: 10 } });
    const id = await begun(world);
    await live(world, 59);
    expect(world.told).toEqual([]);
    await live(world, 1);
    expect(world.told).toEqual([id]);
    expect((await world.chat.view(id))?.stage).toMatchObject({ kind: 'unsent' });
  });
});

describe('delivery report', () => {
  /** Records the operation id of each mail. */
  function reporting() {
    const entries = new Map<string, SentMailEntry>();
    const operations: string[] = [];
    const world: InMemoryRecovery = createInMemoryRecovery({
      mailer: {
        send: (message: MailMessage) => {
          operations.push(message.operationId);
          return world.mailbox.send(message);
        },
      },
    });
    return { world, entries, operations, fail: (index: number) => failed(world, operations[index] ?? '') };
  }
  const failed = async (world: InMemoryRecovery, operation: string) => {
    await world.reports.receive({ operationId: operation, outcome: 'failed' });
    await world.settle();
  };

  it('of a failed mail ends the recovery, notifies the person, and stops mail to that mailbox for a day', async () => {
    const { fail, world } = reporting();
    const id = await begun(world);
    await fail(0);
    expect(world.told).toEqual([id]);
    expect((await world.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'code' });
    expect(await world.chat.resend(id, 'code')).toEqual({ kind: 'bounces' });
    expect(await world.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
    expect(world.mailbox.messages()).toHaveLength(1);
  });

  it('is kept for the mailbox even when the person has left the recovery', async () => {
    const { fail, world } = reporting();
    const id = await begun(world);
    await world.chat.cancel(id);
    await fail(0);
    expect(world.told).toEqual([]);
    expect(await world.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
  });

  it('of a delivery changes nothing after a bounce', async () => {
    const { fail, operations, world } = reporting();
    const id = await begun(world);
    await fail(0);
    await world.reports.receive({ operationId: operations[0] ?? '', outcome: 'delivered' });
    expect((await world.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'code' });
  });

  it('is effective before the mail service’s own answer', async () => {
    const world: InMemoryRecovery = createInMemoryRecovery({
      mailer: {
        send: async ({ operationId }: MailMessage) => {
          await world.reports.receive({ operationId, outcome: 'failed' });
          return { kind: 'accepted' };
        },
      },
    });
    const id = await begun(world);
    expect((await world.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'code' });
  });

  it('of a bounce is ignored when the code was typed in the meantime', async () => {
    const { fail, world } = reporting();
    const id = await verified(world);
    await fail(0);
    expect(world.told).toEqual([]);
    expect((await world.chat.view(id))?.stage).toMatchObject({ kind: 'live', mail: 'link' });
    expect(await world.chat.begin(claim, requester)).toMatchObject({ kind: 'begun' });
  });

  it('of a bounced link ends the recovery', async () => {
    const { fail, world } = reporting();
    const id = await verified(world);
    await fail(1);
    expect(world.told).toEqual([id]);
    expect((await world.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'link' });
  });

  it('of a bounced notice stops mail to the mailbox and notifies nobody', async () => {
    const { fail, world } = reporting();
    await verified(world);
    await world.page.setKey(await world.open(), new Sensitive(KEY));
    await world.settle();
    const told = [...world.told];
    await fail(2);
    expect(world.told).toEqual(told);
    expect(await world.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
  });

  it('of a bounce stops mail to the mailbox after the recovery is long over', async () => {
    const { fail, world } = reporting();
    await begun(world);
    world.passTime(31 * 60 * SECOND);
    await fail(0);
    expect(world.told).toEqual([]);
    expect(await world.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
  });

  it('of an unknown mail does nothing', async () => {
    const { world } = reporting();
    const id = await begun(world);
    await failed(world, world.options.random.uuid());
    await failed(world, 'nonsense');
    expect(world.told).toEqual([]);
    expect((await world.chat.view(id))?.stage.kind).toBe('live');
  });

  it('fails as a whole while the store is down, and takes full effect when it is repeated', async () => {
    const { fail, operations, world } = reporting();
    const id = await begun(world);
    world.down.add('recovery-store');
    await expect(failed(world, operations[0] ?? '')).rejects.toMatchObject({ name: 'Unavailable' });
    world.down.delete('recovery-store');
    await fail(0);
    expect(world.told).toEqual([id]);
  });
});
