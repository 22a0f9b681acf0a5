import { createAzureMailer } from '../../src/adapters/azure/mailer';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../src/domain/sensitive';
import { startFakeAzureEmail, type FakeAzureEmail, type SendBehaviour } from '../support/mail/azure-email-service';
import { codeInText, linkInText } from '../support/http/running-service';
import { createInMemoryRecovery, beginWithMailedCode } from '../support/recovery/in-memory-recovery';

/** Failures of the mail service during one mail that it delivers in the end. */
const TRANSIENT_FAILURES: readonly [string, readonly SendBehaviour[]][] = [
  ['takes the mail and reports it as under way', [{ kind: 'take', status: 'succeeded' }]],
  ['takes the mail and is too busy to report its status', [{ kind: 'take', status: 'throttled' }]],
  ['takes the mail and does not know its status', [{ kind: 'take', status: 'missing' }]],
  ['takes the mail and does not answer any more', [{ kind: 'take', status: 'silent' }]],
  ['asks for a back-off of one second', [refuse(429, { 'Retry-After': '1' })]],
  ['asks twice for a back-off of 25 s', [refuse(429, { 'Retry-After': '25' }), refuse(429, { 'Retry-After': '25' })]],
  ['fails once', [refuse(500)]],
  ['fails twice', [refuse(500), refuse(503)]],
  ['rejects our key once', [refuse(401)]],
  ['is slow', [{ kind: 'take', late: 300 }]],
  ['takes the mail and answers too late', [{ kind: 'take', late: 1_500 }]],
  ['takes the mail and breaks the connection', [{ kind: 'take', instead: 'nothing' }]],
  ['takes the mail and answers something that is no HTTP', [{ kind: 'take', instead: 'no-http' }]],
  [
    'hangs up, then takes the mail and breaks the connection',
    [{ kind: 'hang-up' }, { kind: 'take', instead: 'nothing' }],
  ],
];

function refuse(status: number, headers: Readonly<Record<string, string>> = {}): SendBehaviour {
  return { kind: 'refuse', status, headers };
}

describe('mail over Azure with one failure', () => {
  let mail: FakeAzureEmail;
  beforeEach(async () => {
    mail = await startFakeAzureEmail();
  });
  afterEach(() => mail.close());

  it.each(TRANSIENT_FAILURES)('each recovery step brings one working mail when Azure %s', async (_what, behaviours) => {
    const mailer = createAzureMailer({
      connectionString: new Sensitive(mail.connectionString),
      from: 'IESS <no-reply@example.org>',
      timeout: 1_000,
    });
    const { options } = createInMemoryRecovery();
    const fixture = createInMemoryRecovery({ mailer, settings: { ...options.settings, mailWaitTimeout: 15_000 } });
    mail.scriptNext(...behaviours);
    const id = await beginWithMailedCode(fixture);
    expect((await fixture.chat.view(id))?.stage).toMatchObject({ kind: 'live', mail: 'code' });

    mail.scriptNext(...behaviours);
    const code = codeInText(textOf(mail, 0));
    expect(await fixture.chat.verifyCode(id, new Sensitive(code as OneTimeCode))).toEqual({ kind: 'verified' });
    await fixture.chat.awaitMail(id, 'link');
    expect((await fixture.chat.view(id))?.stage).toMatchObject({ kind: 'live', mail: 'link' });
    expect(mail.delivered).toHaveLength(2);
    expect(linkInText(textOf(mail, 1))).toContain('/restablecer#t=');
  });
});

const textOf = (mail: FakeAzureEmail, index: number): string => mail.delivered[index]?.content.plainText ?? '';
