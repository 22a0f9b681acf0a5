import { demoEmployers } from '../../../src/adapters/memory/demo-employers';
import type { LinkToken } from '../../../src/domain/recovery/reset-link';
import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { HOUR, type Instant } from '../../../src/domain/time';
import type { EmployerRegistry } from '../../../src/ports/registry/employer-registry';
import type { RecoveryId } from '../../../src/ports/ids';
import type { EmployerRecord } from '../../../src/domain/employer/employer';
import { createRecovery } from '../../../src/recovery/create-recovery';
import { suspendTarget } from '../../../src/recovery/target/suspension';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const KEY = 'faro lento bajo nube 81';
const claim = demoClaim('empresa privada');
const secret = <T extends string>(text: string) => new Sensitive(text as T);

async function begin(
  backend: InMemoryRecovery = createInMemoryRecovery(),
): Promise<InMemoryRecovery & { id: RecoveryId }> {
  const outcome = await backend.chat.begin(claim, requester);
  if (outcome.kind !== 'begun') throw new Error(outcome.kind);
  await backend.chat.awaitMail(outcome.recovery, 'code');
  return { ...backend, id: outcome.recovery };
}

async function beginAndVerify(backend?: InMemoryRecovery) {
  const it = await begin(backend);
  expect(await it.chat.verifyCode(it.id, secret<OneTimeCode>(it.code()))).toEqual({ kind: 'verified' });
  await it.chat.awaitMail(it.id, 'link');
  return it;
}

async function beginAndOpenLink(backend?: InMemoryRecovery) {
  const it = await beginAndVerify(backend);
  const outcome = await it.page.openLink(secret<LinkToken>(it.token()));
  if (outcome.kind !== 'opened') throw new Error(outcome.kind);
  return { ...it, session: outcome.session };
}

/** Creates a registry whose record can change between two steps. */
function createChangeableRegistry() {
  let change: Partial<EmployerRecord> = {};
  const base = createInMemoryRecovery().options.employers;
  const employers: EmployerRegistry = {
    find: async (requested) => {
      const record = await base.find(requested);
      return record && { ...record, ...change };
    },
  };
  return {
    employers,
    changeRecord: (to: Partial<EmployerRecord>) => {
      change = to;
    },
  };
}

describe('beginning of a recovery', () => {
  it.each(demoEmployers.filter(({ shows }) => shows.includes('presencial')))(
    'a claim for “$shows” returns the reason and mails nothing',
    async (employer) => {
      const { chat, mailbox, settle } = createInMemoryRecovery();
      expect(await chat.begin(employer.claim, requester)).toMatchObject({ kind: 'ineligible' });
      await settle();
      expect(mailbox.messages()).toEqual([]);
    },
  );

  it('shows the mailbox masked, or not at all', async () => {
    const shown = await begin();
    expect((await shown.chat.view(shown.id))?.maskedMailbox).toMatch(/^.•••@example\.com$/);
    const { options } = createInMemoryRecovery();
    const hidden = await begin(createInMemoryRecovery({ settings: { ...options.settings, emailHint: 'none' } }));
    expect((await hidden.chat.view(hidden.id))?.maskedMailbox).toBe('');
  });

  it('shows masked RUC, branch and masked legal name on the reset page, and RUC and branch in the mails', async () => {
    const { mailbox, page, session } = await beginAndOpenLink();
    expect(await page.resetSession(session)).toMatchObject({
      kind: 'running',
      maskedRuc: '17•••••915001',
      branch: '0001',
      maskedName: 'Com••• de Pru••• S.A.',
    });
    for (const { text } of mailbox.messages()) expect(text).toContain('17•••••915001, sucursal 0001');
  });

  it('shows one security phrase in the chat and in every mail of a recovery, and another one in the next recovery', async () => {
    const { chat, id, mailbox } = await beginAndVerify();
    const phrase = (await chat.view(id))?.phrase ?? 'none';
    expect(mailbox.messages()).toHaveLength(2);
    for (const { html, text } of mailbox.messages()) {
      expect(text).toContain(phrase);
      expect(html).toContain(phrase);
    }
    const other = await begin();
    expect((await other.chat.view(other.id))?.phrase).not.toBe(phrase);
  });

  it('sends mails to the registered mailbox and never to a typed one', async () => {
    const { mailbox } = await begin();
    expect(mailbox.messages().map(({ to }) => to)).toEqual([demoEmployers[0]?.mailbox]);
  });
});

describe('lifetime of codes, links and the reset page', () => {
  it('the lifetime starts when the mail is accepted, and the time in the mail is never later than the end in the store', async () => {
    const { chat, id, options } = await begin();
    const view = await chat.view(id);
    expect(view?.stage).toEqual({
      kind: 'live',
      mail: 'code',
      endsAt: options.clock.now() + 180_000,
      msLeft: 180_000,
      attemptsLeft: 5,
    });
  });

  it.each([
    [179_900, 'verified'],
    [180_000, 'expired'],
  ])('after %i ms the right code has the outcome %s', async (ms, kind) => {
    const { chat, code, id, passTime } = await begin();
    passTime(ms);
    expect(await chat.verifyCode(id, secret<OneTimeCode>(code()))).toEqual({ kind });
  });

  it.each([
    [179_900, 'opened'],
    [180_000, 'gone'],
  ])('after %i ms the link has the outcome %s', async (ms, kind) => {
    const { page, passTime, token } = await beginAndVerify();
    passTime(ms);
    expect(await page.openLink(secret<LinkToken>(token()))).toMatchObject({ kind });
  });

  it('the reset page lasts ten minutes', async () => {
    const { page, passTime, session } = await beginAndOpenLink();
    passTime(599_000);
    expect(await page.resetSession(session)).toMatchObject({ kind: 'running', secondsLeft: 1 });
    passTime(1_000);
    expect(await page.resetSession(session)).toEqual({ kind: 'gone' });
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'gone' });
  });

  it('the time of the reset page is measured by the store’s clock, not by the clock of this process', async () => {
    const { options, page, session } = await beginAndOpenLink();
    const wrong = createRecovery({ ...options, clock: { ...options.clock, now: () => 0 as Instant } });
    expect(await wrong.page.resetSession(session)).toEqual(await page.resetSession(session));
    expect(await wrong.page.resetSession(session)).toMatchObject({ secondsLeft: 600 });
  });

  it('another link can be requested after the reset page ended without a key', async () => {
    const { chat, id, open, page, passTime, session } = await beginAndOpenLink();
    expect(await chat.resend(id, 'link')).toEqual({ kind: 'gone' });
    passTime(600_000);
    expect(await chat.resend(id, 'link')).toEqual({ kind: 'owed' });
    await chat.awaitMail(id, 'link');
    const next = await open();
    expect(await page.resetSession(session)).toEqual({ kind: 'gone' });
    expect(await page.setKey(next, secret(KEY))).toEqual({ kind: 'changed' });
  });
});

describe('employer that changed during a recovery', () => {
  const changes: [string, Partial<EmployerRecord>][] = [
    ['another mailbox', { mailbox: 'other@example.org' as never }],
    ['no mailbox', { mailbox: undefined }],
    ['a suspended RUC', { rucState: 'suspended' }],
    ['another key', { credentialVersion: 9 }],
  ];

  it.each(changes)(
    'a right code is void and nothing is mailed when the registry has %s meanwhile',
    async (_what, change) => {
      const { changeRecord, employers } = createChangeableRegistry();
      const { chat, code, id, mailbox } = await begin(createInMemoryRecovery({ employers }));
      const right = code();
      changeRecord(change);
      expect(await chat.verifyCode(id, secret<OneTimeCode>(right))).toEqual({ kind: 'void' });
      expect(await chat.resend(id, 'code')).toEqual({ kind: 'void' });
      expect((await chat.view(id))?.stage).toEqual({ kind: 'cancelled' });
      expect(mailbox.messages()).toHaveLength(1);
    },
  );

  it.each(changes)('a live link is void when the registry has %s meanwhile', async (_what, change) => {
    const { changeRecord, employers } = createChangeableRegistry();
    const { page, token } = await beginAndVerify(createInMemoryRecovery({ employers }));
    changeRecord(change);
    expect(await page.openLink(secret<LinkToken>(token()))).toEqual({ kind: 'gone' });
  });

  it.each(changes)('an open page sets no key when the registry has %s meanwhile', async (_what, change) => {
    const { changeRecord, employers } = createChangeableRegistry();
    const { page, session } = await beginAndOpenLink(createInMemoryRecovery({ employers }));
    changeRecord(change);
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'gone' });
    expect(await page.resetSession(session)).toEqual({ kind: 'gone' });
  });
});

describe('new key', () => {
  it.each([
    ['corta', ['too-short']],
    ['x'.repeat(129), ['too-long']],
    [`clave ${claim.ruc} larga`, ['contains-own-data']],
    ['mi clave del IESS 2026', ['contains-own-data']],
    ['aaaaaaaaaaaaaaaa', ['too-weak']],
    ['cinco llamas cruzan el puente', ['same-as-old']],
  ])('rejects the key %p with %p and keeps the session open', async (key, faults) => {
    const { page, session } = await beginAndOpenLink();
    expect(await page.setKey(session, secret(key))).toEqual({ kind: 'refused', faults });
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'changed' });
  });

  it('sets the key although the chat could not be notified that the link was opened', async () => {
    const notifier = { notify: () => Promise.reject(new Error('unreachable')) };
    const { page, session } = await beginAndOpenLink(createInMemoryRecovery({ notifier }));
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'changed' });
  });

  it('sets the key once, notifies the chat, mails the notice and voids every older link', async () => {
    const backend = createInMemoryRecovery();
    const other = await beginAndVerify(backend);
    const old = other.token();
    const { id, mailbox, page, session, settle, notified } = await beginAndOpenLink(backend);
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'changed' });
    await settle();
    // Notifications of the opened link and of the changed key.
    expect(notified).toEqual([id, id]);
    expect(mailbox.messages()[0]?.text).not.toContain('http');
    expect(mailbox.messages()[0]?.subject).toContain('cambió');
    expect(await page.openLink(secret<LinkToken>(old))).toEqual({ kind: 'gone' });
    expect(await page.resetSession(session)).toEqual({ kind: 'done' });
  });

  it('two submissions, one after the other or at once, are one change with the same answer', async () => {
    const { mailbox, page, session, settle } = await beginAndOpenLink();
    const twice = await Promise.all([page.setKey(session, secret(KEY)), page.setKey(session, secret(KEY))]);
    expect(twice).toEqual([{ kind: 'changed' }, { kind: 'changed' }]);
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'changed' });
    await settle();
    expect(mailbox.messages().filter(({ subject }) => subject.includes('cambió'))).toHaveLength(1);
  });

  it('completes the recovery when the person says "cancelar" while the key is being set', async () => {
    const { credentials, employers } = createInMemoryRecovery().options;
    let cancel = () => Promise.resolve();
    const setKey: typeof credentials.setKey = async (credential) => {
      const verdict = await credentials.setKey(credential);
      await cancel();
      return verdict;
    };
    const isCurrentKey: typeof credentials.isCurrentKey = (employer, key) => credentials.isCurrentKey(employer, key);
    const backend = createInMemoryRecovery({ employers, credentials: { setKey, isCurrentKey } });
    const { chat, id, page, session } = await beginAndOpenLink(backend);
    cancel = () => chat.cancel(id);
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'changed' });
    expect((await chat.view(id))?.stage).toEqual({ kind: 'done' });
    expect(await page.resetSession(session)).toEqual({ kind: 'done' });
  });

  it.each([
    ['the target is suspended', ({ options }: InMemoryRecovery) => suspendTarget(options, claim, HOUR)],
    ['the person cancels', ({ chat }: InMemoryRecovery, id: RecoveryId) => chat.cancel(id)],
    ['the time of the page ends', ({ options }: InMemoryRecovery) => options.clock.sleep(600_000)],
  ])('sets no key and sends no notice when %s while the key is hashed', async (_what, happen) => {
    const { hasher } = createInMemoryRecovery().options;
    let meanwhile: () => unknown = () => undefined;
    const hash: typeof hasher.hash = async (key) => {
      await meanwhile();
      return hasher.hash(key);
    };
    const backend = createInMemoryRecovery({ hasher: { hash, matches: (stored, key) => hasher.matches(stored, key) } });
    const { id, mailbox, options, page, session, settle } = await beginAndOpenLink(backend);
    meanwhile = () => happen(backend, id);
    expect(await page.setKey(session, secret(KEY))).toEqual({ kind: 'gone' });
    await settle();
    expect((await options.employers.find(claim))?.credentialVersion).toBe(1);
    expect(mailbox.messages().filter(({ subject }) => subject.includes('cambió'))).toEqual([]);
  });

  it('says of an opened link that its key is changed, but not of another recovery', async () => {
    const { page, session, token } = await beginAndOpenLink();
    const link = secret<LinkToken>(token());
    expect(await page.openLink(link)).toEqual({ kind: 'gone' });
    await page.setKey(session, secret(KEY));
    expect(await page.openLink(link)).toEqual({ kind: 'done' });
  });

  it('sets only one key in one reset session', async () => {
    const { page, session } = await beginAndOpenLink();
    await page.setKey(session, secret(KEY));
    expect(await page.setKey(session, secret('otro faro bajo la nube 92'))).toEqual({ kind: 'changed-earlier' });
    expect(await page.resetSession(session)).toEqual({ kind: 'done' });
  });

  it('opens no reset session for an unknown token', async () => {
    const { page } = createInMemoryRecovery();
    expect(await page.openLink(secret<LinkToken>('A'.repeat(43)))).toEqual({ kind: 'gone' });
    expect(await page.resetSession(secret('A'.repeat(43)))).toEqual({ kind: 'gone' });
    expect(await page.setKey(secret('A'.repeat(43)), secret(KEY))).toEqual({ kind: 'gone' });
  });
});
