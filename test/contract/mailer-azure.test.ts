import { EmailClient } from '@azure/communication-email';
import { createAzureMailer } from '../../src/adapters/azure/mailer';
import { Sensitive } from '../../src/domain/sensitive';
import { startFakeAzureEmail, type FakeAzureEmail, type SendBehaviour } from '../support/mail/azure-email-service';
import { runScript } from '../support/processes/run-script';
import { aMail, expectNoSecretIn } from './suites/mailer';

let azure: FakeAzureEmail;
beforeEach(async () => {
  azure = await startFakeAzureEmail();
});
afterEach(() => azure.close());

const from = 'IESS <no-reply@example.org>';
const createMailer = (connectionString = azure.connectionString) =>
  createAzureMailer({ connectionString: new Sensitive(connectionString), from });

/** Sends the mail, and gives back what a log may know of the outcome. */
const send = async (mailer = createMailer()) =>
  expectNoSecretIn(await mailer.send(aMail), azure.accessKey.slice(0, 20));

/** Sends it while the service behaves like that, and once more. */
async function sendTwice(...behaviours: readonly SendBehaviour[]) {
  azure.scriptNext(...behaviours);
  const mailer = createMailer();
  const first = await send(mailer);
  expect(await send(mailer)).toEqual({ kind: 'accepted' });
  return { first, posts: azure.sendRequests.map(({ status }) => status), mails: azure.delivered.length };
}

describe('mail over Azure', () => {
  it('goes out under the bare address, to the bare address, and no link of it leads by way of a counter', async () => {
    await send();
    expect(azure.delivered).toEqual([
      {
        operation: aMail.operationId,
        senderAddress: 'no-reply@example.org',
        recipients: { to: [{ address: 'ana@example.com' }] },
        content: { subject: aMail.subject, plainText: aMail.text.expose(), html: aMail.html.expose() },
        headers: {
          'Message-ID': `<${aMail.operationId}@example.org>`,
          'Content-Language': 'es-EC',
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
        },
        userEngagementTrackingDisabled: true,
      },
    ]);
  });

  it('is posted once, with its operation id', async () => {
    await send();
    expect(azure.sendRequests.map(({ headers, status }) => [headers['operation-id'], status])).toEqual([
      [aMail.operationId, 202],
    ]);
  });

  it('is one mail however often it is sent', async () => {
    expect(await sendTwice()).toEqual({ first: { kind: 'accepted' }, posts: [202, 202], mails: 1 });
  });
});

describe('the 202', () => {
  const statuses = ['succeeded', 'throttled', 'missing', 'silent'] as const;

  it.each(statuses)('is the truth, whatever would be said of the mail after it: %s', async (status) => {
    azure.scriptNext({ kind: 'take', status });
    const began = performance.now();
    expect(await send()).toEqual({ kind: 'accepted' });
    expect(performance.now() - began).toBeLessThan(2_000);
    // Time for a question that should never be asked.
    await new Promise((asked) => setTimeout(asked, 100));
    expect(azure.statusQueries).toEqual([]);
  });

  it('is waited for, and may be slow', async () => {
    azure.scriptNext({ kind: 'take', late: 1_500 });
    expect(await send()).toEqual({ kind: 'accepted' });
  });

  it('counts without the words that should come with it', async () => {
    azure.scriptNext({ kind: 'take', instead: 'no-json' });
    expect(await send()).toEqual({ kind: 'accepted' });
  });

  it('would be lost on whoever trusts the library alone: it fails on its own question', async () => {
    azure.scriptNext({ kind: 'take', status: 'throttled' });
    const client = new EmailClient(azure.connectionString, {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    });
    const content = { subject: 'Hola', plainText: 'Hola' };
    const mail = { senderAddress: 'a@example.org', recipients: { to: [{ address: 'b@example.com' }] }, content };
    await expect(client.beginSend(mail, { operationId: aMail.operationId })).rejects.toMatchObject({ statusCode: 429 });
    expect([azure.delivered.length, azure.statusQueries]).toEqual([1, [aMail.operationId]]);
  });
});

describe('a mail that is not taken now', () => {
  const refuse = (
    status: number,
    rest: Omit<SendBehaviour & { kind: 'refuse' }, 'kind' | 'status'> = {},
  ): SendBehaviour => ({
    kind: 'refuse',
    status,
    ...rest,
  });
  const after = (wait: string) => ({ 'Retry-After': wait });

  it.each<[string, SendBehaviour, { code: string; retryAfter?: number }]>([
    ['too many now', refuse(429, { headers: after('1') }), { code: 'HTTP 429 Refused', retryAfter: 1_000 }],
    [
      'too many for an hour',
      refuse(429, { headers: after('3600') }),
      { code: 'HTTP 429 Refused', retryAfter: 3_600_000 },
    ],
    [
      'too many, told in ms',
      refuse(429, { headers: { 'retry-after-ms': '250', ...after('1') } }),
      { code: 'HTTP 429 Refused', retryAfter: 250 },
    ],
    [
      'busy',
      refuse(503, { headers: { 'x-ms-retry-after-ms': '1500' } }),
      { code: 'HTTP 503 Refused', retryAfter: 1_500 },
    ],
    ['broken', refuse(500), { code: 'HTTP 500 Refused' }],
    ['slow to read', refuse(408), { code: 'HTTP 408 Refused' }],
    ['a key that was changed', refuse(401, { code: 'Denied' }), { code: 'HTTP 401 Denied' }],
    ['no right to send', refuse(403), { code: 'HTTP 403 Refused' }],
    ['a domain that is not linked', refuse(404, { code: 'DomainNotLinked' }), { code: 'HTTP 404 DomainNotLinked' }],
    [
      'a sender that is none',
      refuse(400, { code: 'InvalidSenderUserName' }),
      { code: 'HTTP 400 InvalidSenderUserName' },
    ],
    ['an answer that is no answer', refuse(200), { code: 'HTTP 200 Refused' }],
    ['a code that is no code', refuse(500, { code: 'ana@example.com' }), { code: 'HTTP 500' }],
  ])('is deferred: %s', async (_name, behaviour, expected) => {
    const { first, mails } = await sendTwice(behaviour);
    expect({ first, mails }).toEqual({ first: { kind: 'deferred', ...expected }, mails: 1 });
  });

  it('is told when to come again by a date, whatever our own clock says', async () => {
    const headers = { Date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'Retry-After': 'Thu, 01 Jan 2026 00:00:45 GMT' };
    azure.scriptNext(refuse(429, { headers }));
    expect(await send()).toMatchObject({ kind: 'deferred', retryAfter: 45_000 });
  });

  it('is sent on to no other place, not even of the same house', async () => {
    const path = '/emails:send?api-version=2025-09-01';
    const other = await startFakeAzureEmail();
    const receipts: unknown[] = [];
    for (const Location of [path, `http://127.0.0.1:${other.port}${path}`]) {
      azure.scriptNext(refuse(307, { headers: { Location } }));
      receipts.push(await send());
    }
    await other.close();
    expect(receipts).toEqual(Array.from({ length: 2 }, () => ({ kind: 'deferred', code: 'HTTP 307 Refused' })));
    expect([azure.sendRequests.length, other.sendRequests.length]).toEqual([2, 0]);
  });

  it('is not taken with a wrong key', async () => {
    const tampered = azure.connectionString.replace(/accesskey=\w{4}/, 'accesskey=AAAA');
    expect(await send(createMailer(tampered))).toEqual({ kind: 'deferred', code: 'HTTP 401 Denied' });
    expect(azure.delivered).toEqual([]);
  });
});

describe('a mail that is refused', () => {
  it.each([
    [400, 'BadRequest', 'mail'],
    [413, 'RequestTooLarge', 'mail'],
    [422, 'Unprocessable', 'mail'],
    [400, 'EmailDroppedAllRecipientsSuppressed', 'mailbox'],
  ])('for good: %i %s is the fault of the %s’s', async (status, code, what) => {
    azure.scriptNext({ kind: 'refuse', status, code });
    expect(await send()).toMatchObject({ kind: 'refused', what });
  });
});

describe('a mail whose answer is not heard', () => {
  it.each<[string, SendBehaviour, string]>([
    ['the connection breaks before it was read', { kind: 'hang-up' }, 'ECONNRESET'],
    ['the connection breaks after it was taken', { kind: 'take', instead: 'nothing' }, 'ECONNRESET'],
    ['the answer is no HTTP', { kind: 'take', instead: 'no-http' }, 'HPE_INVALID_CONSTANT'],
    ['the answer comes too late', { kind: 'take', late: 6_000 }, 'ETIMEDOUT'],
  ])('is deferred, and sent again it is still one mail: %s', async (_name, behaviour, code) => {
    const began = performance.now();
    const { first, mails } = await sendTwice(behaviour);
    expect({ first, mails }).toEqual({ first: { kind: 'deferred', code, taken: 'perhaps' }, mails: 1 });
    expect(performance.now() - began).toBeLessThan(7_000);
  });

  it('is deferred when nobody is there', async () => {
    await azure.close();
    expect(await send()).toEqual({ kind: 'deferred', code: 'ECONNREFUSED' });
  });
});

describe('a process that sends mail over Azure', () => {
  const sendOne = (settings: Readonly<Record<string, string>> = {}) =>
    runScript(
      `const { createAzureMailer } = require('./src/adapters/azure/mailer.ts');
       const { Sensitive } = require('./src/domain/sensitive.ts');
       const { aMail } = require('./test/contract/suites/mailer.ts');
       const connectionString = new Sensitive(process.env.CONNECTION_STRING);
       createAzureMailer({ connectionString, from: '${from}' }).send(aMail).then(({ kind }) => {
         const timers = process.getActiveResourcesInfo().filter((one) => one === 'Timeout');
         console.log(kind, ...timers);
       });`,
      { CONNECTION_STRING: azure.connectionString, ...settings },
    );

  it('has nothing more to do once the mail is taken, and prints nothing', async () => {
    azure.scriptNext({ kind: 'take', status: 'silent' });
    expect(await sendOne()).toEqual({ code: 0, output: 'accepted\n' });
  });

  it('has nothing more to do when it has waited in vain', async () => {
    azure.scriptNext({ kind: 'take', late: 60_000 });
    expect(await sendOne()).toEqual({ code: 0, output: 'deferred\n' });
  });

  it('uses no proxy for this machine', async () => {
    const nobody = 'http://127.0.0.1:9';
    expect(await sendOne({ HTTP_PROXY: nobody, ALL_PROXY: nobody })).toEqual({ code: 0, output: 'accepted\n' });
  });

  it.each<[string, SendBehaviour]>([
    ['taken', { kind: 'take' }],
    ['taken, in broken words', { kind: 'take', instead: 'no-json' }],
    ['refused', { kind: 'refuse', status: 400 }],
    ['deferred', { kind: 'refuse', status: 429, headers: { 'Retry-After': '1' } }],
    ['deferred, without a word', { kind: 'take', instead: 'nothing' }],
  ])('prints neither the key nor a word of the mail when the library is to tell all: %s', async (_name, behaviour) => {
    azure.scriptNext(behaviour);
    const { code, output } = await sendOne({ AZURE_LOG_LEVEL: 'verbose' });
    expect(code).toBe(0);
    expect(output).toContain('azure:');
    expect(output).not.toMatch(/example\.(com|org)|012 345|Signature=/);
    expect(output).not.toContain(azure.accessKey.slice(0, 20));
  });
});
