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
const said = ({ audit }: InMemoryRecovery): string[] =>
  audit.events.map((event) => [event.event, event.outcome, ...('reason' in event ? [event.reason] : [])].join(' '));

const code = (world: InMemoryRecovery) => new Sensitive(world.code() as OneTimeCode);

describe('audit trail of a recovery', () => {
  it('records every step of a recovery, with the claim in keyed hashes only', async () => {
    const world = createInMemoryRecovery();
    const id = await beginWithMailedCode(world);
    await world.chat.verifyCode(id, WRONG);
    world.passTime(MINUTE);
    await world.chat.resend(id, 'code');
    await world.chat.awaitMail(id, 'code');
    await world.chat.verifyCode(id, code(world));
    await world.chat.awaitMail(id, 'link');
    await world.page.setKey(await world.open(), new Sensitive(KEY));
    await world.settle();

    expect(said(world)).toEqual([
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
    const [begun, ...rest] = world.audit.events as [AuditEvent, ...AuditEvent[]];
    const mac = expect.stringMatching(/^[\w-]{43}$/) as string;
    expect(begun).toMatchObject({ target: mac, document: mac, employer: mac, conversation: mac, channel: 'test' });
    const { target, document, employer, channel } = begun;
    expect(new Set([target, document, employer]).size).toBe(3);
    for (const event of rest) expect(event).toMatchObject({ target, document, employer, channel });
  });

  it('contains nothing that was typed, said or mailed', async () => {
    const world = createInMemoryRecovery();
    const id = await beginWithMailedCode(world);
    const [digits, mailbox] = [world.code(), String(world.mailbox.messages()[0]?.to)];
    await world.chat.verifyCode(id, code(world));
    await world.chat.awaitMail(id, 'link');
    const told = JSON.stringify(world.audit.events);
    for (const secret of [digits, world.token(), mailbox, claim.ruc, '1710034065', id, requester.account.conversation])
      expect(told).not.toContain(secret);
  });

  it('records every unknown channel name as "other"', async () => {
    const world = createInMemoryRecovery();
    for (const channel of ['msteams', 'a\0b', '1710034065 said so', ''])
      await world.chat.begin(demoClaim('persona natural'), {
        ...requester,
        account: { ...requester.account, channel },
      });
    expect(new Set(world.audit.events.map(({ channel }) => channel))).toEqual(new Set(['msteams', 'other']));
  });

  it('records claims that started no recovery, with the reason', async () => {
    const world = createInMemoryRecovery();
    await world.chat.begin({ ...claim, ruc: demoClaim('entidad pública').ruc }, requester);
    await world.chat.begin(demoClaim('primera clave'), requester);
    await suspendTarget(world.options, claim, HOUR);
    await world.chat.begin(claim, requester);
    expect(said(world)).toEqual([
      'claim-checked mismatched',
      'claim-checked ineligible first-key',
      'target-paused alert disavowed',
      'claim-checked paused',
    ]);
  });

  it('records once that wrong codes have locked the target out', async () => {
    const world = createInMemoryRecovery();
    for (let round = 0; round < 2; round++) {
      const id = await beginWithMailedCode(world);
      for (let guess = 0; guess < 5; guess++) await world.chat.verifyCode(id, WRONG);
    }
    const wrong = ['code-checked wrong', 'code-checked wrong', 'code-checked wrong', 'code-checked wrong'];
    const began = ['claim-checked matched', 'mail accepted code'];
    expect(said(world)).toEqual([
      ...[...began, ...wrong, 'code-checked used-up'],
      ...[...began, ...wrong, 'code-checked used-up', 'target-paused alert wrong-codes'],
    ]);
  });

  it('records a mail that was not sent, one that may have been sent, and one that bounced', async () => {
    const { mailer, sent } = createScriptedMailer(UNANSWERED, DEFERRED, DEFERRED);
    const world = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(world);
    expect(said(world)).toEqual(['claim-checked matched', 'mail uncertain code']);

    const silent = createInMemoryRecovery();
    silent.down.add('mailer');
    await beginWithMailedCode(silent);
    expect(said(silent)).toEqual(['claim-checked matched', 'mail unsent code']);

    const operation = String(sent[0]?.operationId);
    await world.reports.receive({ operationId: operation, outcome: 'failed' });
    await world.reports.receive({ operationId: operation, outcome: 'delivered' });
    expect(said(world).slice(2)).toEqual(['mail bounced code']);
    expect(world.audit.events.at(-1)?.target).toBe(world.audit.events[0]?.target);
    expect((await world.chat.view(id))?.stage.kind).toBe('bounced');
  });

  it('records rejected requests, dead links and the end of a recovery', async () => {
    const world = createInMemoryRecovery();
    const id = await beginWithMailedCode(world);
    world.passTime(10 * SECOND);
    await world.chat.resend(id, 'code');
    await world.chat.cancel(id);
    await world.chat.cancel(id);
    await world.chat.verifyCode(id, code(world));
    await world.page.openLink(new Sensitive('x'.repeat(43) as LinkToken));
    expect(said(world).slice(2)).toEqual([
      'mail-asked refused code',
      'recovery-ended cancelled',
      'code-checked dead',
      'link-opened dead',
    ]);
    expect(world.audit.events.at(-1)).toEqual({ event: 'link-opened', outcome: 'dead' });
  });

  it('records a recovery that became void because the employer changed in the registry', async () => {
    const world = createInMemoryRecovery();
    const id = await beginWithMailedCode(world);
    const other = await beginWithMailedCode(world);
    await world.chat.verifyCode(id, code(world)).catch(() => undefined);
    const { employers } = world.options;
    const found = await employers.find(claim);
    if (found === undefined) throw new Error('no such employer');
    await world.options.credentials.setKey({
      employer: found.id,
      hash: 'hash' as never,
      expectedVersion: found.credentialVersion,
    });
    expect(await world.chat.verifyCode(other, code(world))).toEqual({ kind: 'void' });
    expect(said(world).at(-1)).toBe('recovery-ended void');
  });
});

describe('suspended target in the audit trail', () => {
  it('records the recovery that a suspension ended, the attempts that it refused, and the lift', async () => {
    const world = createInMemoryRecovery();
    const id = await beginWithMailedCode(world);
    const until = await suspendTarget(world.options, claim, HOUR);
    expect(await world.chat.verifyCode(id, code(world))).toEqual({ kind: 'locked-out', until, cause: 'disavowed' });
    expect(await world.chat.begin(claim, requester)).toEqual({ kind: 'locked-out', until, cause: 'disavowed' });
    expect((await world.chat.view(id))?.stage).toEqual({ kind: 'cancelled' });

    world.passTime(MINUTE);
    expect(await liftSuspension(world.options, claim)).toBe('lifted');
    expect(await liftSuspension(world.options, claim)).toBe('not-suspended');
    expect(await world.chat.begin(claim, requester)).toMatchObject({ kind: 'begun' });
    expect(said(world).filter((event) => event.startsWith('target'))).toEqual([
      'target-paused alert disavowed',
      'target-resumed resumed',
    ]);
  });
});
