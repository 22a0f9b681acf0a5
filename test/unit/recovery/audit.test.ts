import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import type { LinkToken } from '../../../src/domain/recovery/reset-link';
import { Sensitive } from '../../../src/domain/sensitive';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/time';
import type { AuditEvent } from '../../../src/ports/monitoring/audit-trail';
import { suspendTarget, liftSuspension } from '../../../src/recovery/target/suspension';
import { DEFERRED, createScriptedMailer, UNANSWERED } from '../../support/mail/scripted-mailer';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  beginWithMailedCode,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const claim = demoClaim('empresa privada');
const KEY = 'faro lento bajo nube 81';
const WRONG = new Sensitive('not digits' as OneTimeCode);

/** Lists the events of the trail without their subjects. */
const eventsOf = ({ audit }: InMemoryRecovery): string[] =>
  audit.events.map((event) => [event.event, event.outcome, ...('reason' in event ? [event.reason] : [])].join(' '));

const code = (backend: InMemoryRecovery) => new Sensitive(backend.code() as OneTimeCode);

describe('audit trail of a recovery', () => {
  it('records every step of a recovery, with the claim in keyed hashes only', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    await backend.chat.verifyCode(id, WRONG);
    backend.passTime(MINUTE);
    await backend.chat.resend(id, 'code');
    await backend.chat.awaitMail(id, 'code');
    await backend.chat.verifyCode(id, code(backend));
    await backend.chat.awaitMail(id, 'link');
    await backend.page.setKey(await backend.open(), new Sensitive(KEY));
    await backend.settle();

    expect(eventsOf(backend)).toEqual([
      'claim-checked matched',
      'mail accepted code',
      'code-checked wrong',
      'mail-asked owed code',
      'mail accepted code',
      'code-checked right',
      'mail accepted link',
      'link-opened opened',
      'key-changed changed',
      'mail accepted key-changed',
    ]);
    const [begun, ...rest] = backend.audit.events as [AuditEvent, ...AuditEvent[]];
    const mac = expect.stringMatching(/^[\w-]{43}$/) as string;
    expect(begun).toMatchObject({ target: mac, document: mac, employer: mac, conversation: mac, channel: 'test' });
    const { target, document, employer, channel } = begun;
    expect(new Set([target, document, employer]).size).toBe(3);
    for (const event of rest) expect(event).toMatchObject({ target, document, employer, channel });
  });

  it('the audit trail contains nothing that was typed, said or mailed', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    const [digits, mailbox] = [backend.code(), String(backend.mailbox.messages()[0]?.to)];
    await backend.chat.verifyCode(id, code(backend));
    await backend.chat.awaitMail(id, 'link');
    const trail = JSON.stringify(backend.audit.events);
    for (const secret of [
      digits,
      backend.token(),
      mailbox,
      claim.ruc,
      '1710034065',
      id,
      requester.account.conversation,
    ])
      expect(trail).not.toContain(secret);
  });

  it('records every unknown channel name as "other"', async () => {
    const backend = createInMemoryRecovery();
    for (const channel of ['msteams', 'a\0b', '1710034065 said so', ''])
      await backend.chat.begin(demoClaim('persona natural'), {
        ...requester,
        account: { ...requester.account, channel },
      });
    expect(new Set(backend.audit.events.map(({ channel }) => channel))).toEqual(new Set(['msteams', 'other']));
  });

  it('records claims that started no recovery, with the reason', async () => {
    const backend = createInMemoryRecovery();
    await backend.chat.begin({ ...claim, ruc: demoClaim('entidad pública').ruc }, requester);
    await backend.chat.begin(demoClaim('primera clave'), requester);
    await suspendTarget(backend.options, claim, HOUR);
    await backend.chat.begin(claim, requester);
    expect(eventsOf(backend)).toEqual([
      'claim-checked mismatched',
      'claim-checked ineligible first-key',
      'target-paused alert disavowed',
      'claim-checked paused',
    ]);
  });

  it('records once that wrong codes have locked the target out', async () => {
    const backend = createInMemoryRecovery();
    for (let round = 0; round < 2; round++) {
      const id = await beginWithMailedCode(backend);
      for (let guess = 0; guess < 5; guess++) await backend.chat.verifyCode(id, WRONG);
    }
    const wrong = ['code-checked wrong', 'code-checked wrong', 'code-checked wrong', 'code-checked wrong'];
    const began = ['claim-checked matched', 'mail accepted code'];
    expect(eventsOf(backend)).toEqual([
      ...[...began, ...wrong, 'code-checked used-up'],
      ...[...began, ...wrong, 'code-checked used-up', 'target-paused alert wrong-codes'],
    ]);
  });

  it('records a mail that was not sent, one that may have been sent, and one that bounced', async () => {
    const { mailer, sent } = createScriptedMailer(UNANSWERED, DEFERRED, DEFERRED);
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    expect(eventsOf(backend)).toEqual(['claim-checked matched', 'mail uncertain code']);

    const silent = createInMemoryRecovery();
    silent.down.add('mailer');
    await beginWithMailedCode(silent);
    expect(eventsOf(silent)).toEqual(['claim-checked matched', 'mail unsent code']);

    const operation = String(sent[0]?.operationId);
    await backend.reports.receive({ operationId: operation, outcome: 'failed' });
    await backend.reports.receive({ operationId: operation, outcome: 'delivered' });
    expect(eventsOf(backend).slice(2)).toEqual(['mail bounced code']);
    expect(backend.audit.events.at(-1)?.target).toBe(backend.audit.events[0]?.target);
    expect((await backend.chat.view(id))?.stage.kind).toBe('bounced');
  });

  it('records rejected requests, unusable links and the end of a recovery', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    backend.passTime(10 * SECOND);
    await backend.chat.resend(id, 'code');
    await backend.chat.cancel(id);
    await backend.chat.cancel(id);
    await backend.chat.verifyCode(id, code(backend));
    await backend.page.openLink(new Sensitive('x'.repeat(43) as LinkToken));
    expect(eventsOf(backend).slice(2)).toEqual([
      'mail-asked refused code',
      'recovery-ended cancelled',
      'code-checked dead',
      'link-opened dead',
    ]);
    expect(backend.audit.events.at(-1)).toEqual({ event: 'link-opened', outcome: 'dead' });
  });

  it('records a recovery that became void because the employer changed in the registry', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    const other = await beginWithMailedCode(backend);
    await backend.chat.verifyCode(id, code(backend)).catch(() => undefined);
    const { employers } = backend.options;
    const found = await employers.find(claim);
    if (found === undefined) throw new Error('no such employer');
    await backend.options.credentials.setKey({
      employer: found.id,
      hash: 'hash' as never,
      expectedVersion: found.credentialVersion,
    });
    expect(await backend.chat.verifyCode(other, code(backend))).toEqual({ kind: 'void' });
    expect(eventsOf(backend).at(-1)).toBe('recovery-ended void');
  });
});

describe('audit trail of a suspended target', () => {
  it('records the recovery that a suspension ended, the attempts that it refused, and the lift', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    const until = await suspendTarget(backend.options, claim, HOUR);
    expect(await backend.chat.verifyCode(id, code(backend))).toEqual({ kind: 'locked-out', until, cause: 'disavowed' });
    expect(await backend.chat.begin(claim, requester)).toEqual({ kind: 'locked-out', until, cause: 'disavowed' });
    expect((await backend.chat.view(id))?.stage).toEqual({ kind: 'cancelled' });

    backend.passTime(MINUTE);
    expect(await liftSuspension(backend.options, claim)).toBe('lifted');
    expect(await liftSuspension(backend.options, claim)).toBe('not-suspended');
    expect(await backend.chat.begin(claim, requester)).toMatchObject({ kind: 'begun' });
    expect(eventsOf(backend).filter((event) => event.startsWith('target'))).toEqual([
      'target-paused alert disavowed',
      'target-resumed resumed',
    ]);
  });
});
