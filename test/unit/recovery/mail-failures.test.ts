import { createInProcessMailQueue } from '../../../src/adapters/memory/mail-queue';
import type { MailSendResult } from '../../../src/ports/mail/mailer';
import type { Mac } from '../../../src/ports/security/key-ring';
import type { RecoveryId } from '../../../src/ports/ids';
import { JOB_ID, mailJobOf } from '../../contract/suites/recovery-store/harness';
import { unlimitedRateLimits } from '../../support/recovery/unlimited-rate-limits';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';
import { jobRetryPolicy } from '../../../src/policy/mail';

const REFUSED: MailSendResult = { kind: 'refused', what: 'mail', cause: new Error('554') };

const claim = demoClaim('empresa privada');

async function begin({ chat }: Pick<InMemoryRecovery, 'chat'>): Promise<RecoveryId> {
  const outcome = await chat.begin(claim, requester);
  if (outcome.kind !== 'begun') throw new Error(outcome.kind);
  return outcome.recovery;
}

async function beginWithCode(backend: Pick<InMemoryRecovery, 'chat'>): Promise<RecoveryId> {
  const id = await begin(backend);
  await backend.chat.awaitMail(id, 'code');
  return id;
}

describe('slow or unavailable mail service', () => {
  /** Creates a mailer that answers when the test says so. */
  function createSlowMailer() {
    const answers: ((receipt: MailSendResult) => void)[] = [];
    return {
      mailer: { send: () => new Promise<MailSendResult>((resolve) => answers.push(resolve)) },
      answer: (kind: 'accepted') => answers.shift()?.({ kind }),
    };
  }
  const createImpatientBackend = (overrides: object) => {
    const { options } = createInMemoryRecovery();
    return createInMemoryRecovery({ settings: { ...options.settings, mailWaitTimeout: 10 }, ...overrides });
  };

  it('the turn continues without a slow mail, and one notification reports the mail later', async () => {
    const { answer, mailer } = createSlowMailer();
    const backend = createImpatientBackend({ mailer });
    const id = await begin(backend);
    expect((await backend.chat.awaitMail(id, 'code'))?.stage.kind).toBe('sending');
    expect(backend.notified).toEqual([]);
    answer('accepted');
    await backend.settle();
    expect(backend.notified).toEqual([id]);
    expect((await backend.chat.view(id))?.stage.kind).toBe('live');
  });

  it('the turn alone reports a mail that was accepted in time', async () => {
    const backend = createInMemoryRecovery();
    await beginWithCode(backend);
    expect(backend.notified).toEqual([]);
  });

  it('a mail that is not accepted within 60 s is cancelled and reported, and its code is void', async () => {
    const { answer, mailer } = createSlowMailer();
    const backend = createImpatientBackend({ mailer });
    const id = await begin(backend);
    await backend.chat.awaitMail(id, 'code');
    backend.passTime(60_001);
    answer('accepted');
    await backend.settle();
    // Reported by the job and by the timer; the chat sends one message.
    expect(new Set(backend.notified)).toEqual(new Set([id]));
    expect((await backend.chat.view(id))?.stage).toMatchObject({ kind: 'unsent', mail: 'code' });
  });

  /** Keeps the only worker busy with a hanging mail while a second recovery waits in the queue after its turn has ended. */
  async function createBusyQueue(acceptedAfter: number) {
    const { answer, mailer } = createSlowMailer();
    const queue = createInProcessMailQueue({ retries: jobRetryPolicy, concurrency: 1, onFailure: () => undefined });
    const backend = createImpatientBackend({ mailer, queue, limits: unlimitedRateLimits });
    const ids = [];
    for (let person = 0; person < 2; person++) {
      const id = await begin(backend);
      expect((await backend.chat.awaitMail(id, 'code'))?.stage.kind).toBe('sending');
      ids.push(id);
    }
    return {
      ...backend,
      ids,
      second: ids[1] as RecoveryId,
      answer,
      releaseWorker: async () => {
        backend.passTime(acceptedAfter);
        answer('accepted');
        await backend.settle();
      },
    };
  }

  it('a mail that left the queue too late is reported, and another one can be requested at once', async () => {
    const { answer, chat, releaseWorker, ids, second, settle, notified } = await createBusyQueue(60_000);
    await releaseWorker();
    expect(new Set(notified)).toEqual(new Set(ids));
    expect((await chat.view(second))?.stage).toMatchObject({ kind: 'unsent', mail: 'code' });
    expect(await chat.resend(second, 'code')).toEqual({ kind: 'owed' });
    await settle();
    answer('accepted');
    await settle();
    expect((await chat.view(second))?.stage).toMatchObject({ kind: 'live', mail: 'code' });
  });

  it('a mail that a lockout of the target voided in the queue is reported, and another one can be requested at once', async () => {
    const backend = await createBusyQueue(1_000);
    const { chat, releaseWorker, ids, second, notified } = backend;
    const { store } = backend.options;
    const failFiveAttempts = async () => {
      const id = await begin(backend);
      await store.storeSecret(mailJobOf(id, 'code', (await store.find(id))?.job), 'right' as Mac);
      for (let guess = 0; guess < 5; guess++) await store.attempt(id, ['wrong' as Mac], JOB_ID);
    };
    await failFiveAttempts();
    await failFiveAttempts();
    await releaseWorker();
    expect(notified).toEqual(ids);
    expect((await chat.view(second))?.stage).toMatchObject({ kind: 'ended', mail: 'code' });
  });

  it('a mail that the mail service refuses costs nothing: another one is sent at once, and all three that count are left', async () => {
    let receipt: MailSendResult = REFUSED;
    const backend = createInMemoryRecovery({ mailer: { send: () => Promise.resolve(receipt) } });
    const { chat } = backend;
    const id = await beginWithCode(backend);
    receipt = { kind: 'accepted' };
    for (let code = 1; code <= 3; code++) {
      expect(await chat.resend(id, 'code')).toEqual({ kind: 'owed' });
      await chat.awaitMail(id, 'code');
      backend.passTime(60_000);
    }
    expect(await chat.resend(id, 'code')).toEqual({ kind: 'used-up' });
  });

  it('a mail that the mail service refuses is measured as unsent', async () => {
    const backend = createInMemoryRecovery({ mailer: { send: () => Promise.resolve(REFUSED) } });
    const { chat } = backend;
    const id = await beginWithCode(backend);
    expect((await chat.view(id))?.stage).toMatchObject({ kind: 'unsent', mail: 'code' });
  });

  it('a mail is measured as unsent when the mail service is unavailable, and the failure is logged', async () => {
    const backend = createInMemoryRecovery();
    backend.down.add('mailer');
    const { reportedErrors, chat } = backend;
    const id = await beginWithCode(backend);
    expect((await chat.view(id))?.stage).toMatchObject({ kind: 'unsent', mail: 'code' });
    expect(reportedErrors).toEqual(['down for this test']);
  });
});
