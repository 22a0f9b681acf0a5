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
const createMailer = (connectionString = azure.connectionString, timeout = 5_000) =>
  createAzureMailer({ connectionString: new Sensitive(connectionString), from, timeout });

/** Sends the mail and returns the parts of the result that may be logged. */
const send = async (mailer = createMailer()) =>
  expectNoSecretIn(await mailer.send(aMail), azure.accessKey.slice(0, 20));

/** Sends the mail with these behaviours of the service, and then once more. */
async function sendTwice(behaviour?: SendBehaviour, timeout?: number) {
  if (behaviour) azure.scriptNext(behaviour);
  const mailer = createMailer(azure.connectionString, timeout);
  const first = await send(mailer);
  expect(await send(mailer)).toEqual({ kind: 'accepted' });
  return { first, posts: azure.sendRequests.map(({ status }) => status), mails: azure.delivered.length };
}

describe('mail over Azure', () => {
  it('the mail has the bare addresses of sender and recipient, and no link through a click counter', async () => {
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

  it('the mail is posted once, with its operation id', async () => {
    await send();
    expect(azure.sendRequests.map(({ headers, status }) => [headers['operation-id'], status])).toEqual([
      [aMail.operationId, 202],
    ]);
  });

  it('a mail is delivered once, however often it is sent', async () => {
    expect(await sendTwice()).toEqual({ first: { kind: 'accepted' }, posts: [202, 202], mails: 1 });
  });
});

describe('status 202 of Azure', () => {
  const statuses = ['succeeded', 'throttled', 'missing', 'silent'] as const;

  it.each(statuses)('the mail counts as accepted, whatever its later status would be: %s', async (status) => {
    azure.scriptNext({ kind: 'take', status });
    const began = performance.now();
    expect(await send()).toEqual({ kind: 'accepted' });
    expect(performance.now() - began).toBeLessThan(2_000);
    // Leaves time for a status query, which must not be sent.
    await new Promise((asked) => setTimeout(asked, 100));
    expect(azure.statusQueries).toEqual([]);
  });

  it('the mailer waits for an answer that is slow', async () => {
    azure.scriptNext({ kind: 'take', late: 300 });
    expect(await send()).toEqual({ kind: 'accepted' });
  });

  it('the mail counts as accepted without the body that should come with status 202', async () => {
    azure.scriptNext({ kind: 'take', instead: 'no-json' });
    expect(await send()).toEqual({ kind: 'accepted' });
  });

  it('`beginSend` of the Azure library rejects an accepted mail when its own status query fails', async () => {
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

describe('mail that Azure does not take now', () => {
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
    ['too many requests now', refuse(429, { headers: after('1') }), { code: 'HTTP 429 Refused', retryAfter: 1_000 }],
    [
      'too many requests for an hour',
      refuse(429, { headers: after('3600') }),
      { code: 'HTTP 429 Refused', retryAfter: 3_600_000 },
    ],
    [
      'too many requests, with the delay in ms',
      refuse(429, { headers: { 'retry-after-ms': '250', ...after('1') } }),
      { code: 'HTTP 429 Refused', retryAfter: 250 },
    ],
    [
      'service busy',
      refuse(503, { headers: { 'x-ms-retry-after-ms': '1500' } }),
      { code: 'HTTP 503 Refused', retryAfter: 1_500 },
    ],
    ['service error', refuse(500), { code: 'HTTP 500 Refused' }],
    ['request read too slowly', refuse(408), { code: 'HTTP 408 Refused' }],
    ['a key that was changed', refuse(401, { code: 'Denied' }), { code: 'HTTP 401 Denied' }],
    ['no right to send', refuse(403), { code: 'HTTP 403 Refused' }],
    ['a domain that is not linked', refuse(404, { code: 'DomainNotLinked' }), { code: 'HTTP 404 DomainNotLinked' }],
    [
      'an invalid sender name',
      refuse(400, { code: 'InvalidSenderUserName' }),
      { code: 'HTTP 400 InvalidSenderUserName' },
    ],
    ['status 200, which this request never has', refuse(200), { code: 'HTTP 200 Refused' }],
    ['an error code that contains an address', refuse(500, { code: 'ana@example.com' }), { code: 'HTTP 500' }],
  ])('the mail is deferred when Azure answers: %s', async (_name, behaviour, expected) => {
    const { first, mails } = await sendTwice(behaviour);
    expect({ first, mails }).toEqual({ first: { kind: 'deferred', ...expected }, mails: 1 });
  });

  it('computes the retry delay from two dates of the answer, whatever our own clock says', async () => {
    const headers = { Date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'Retry-After': 'Thu, 01 Jan 2026 00:00:45 GMT' };
    azure.scriptNext(refuse(429, { headers }));
    expect(await send()).toMatchObject({ kind: 'deferred', retryAfter: 45_000 });
  });

  it('the mailer follows no redirect, not even to the same host', async () => {
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

  it('the mail is not delivered with a wrong key', async () => {
    const tampered = azure.connectionString.replace(/accesskey=\w{4}/, 'accesskey=AAAA');
    expect(await send(createMailer(tampered))).toEqual({ kind: 'deferred', code: 'HTTP 401 Denied' });
    expect(azure.delivered).toEqual([]);
  });
});

describe('mail that Azure refuses for good', () => {
  it.each([
    [400, 'BadRequest', 'mail'],
    [413, 'RequestTooLarge', 'mail'],
    [422, 'Unprocessable', 'mail'],
    [400, 'EmailDroppedAllRecipientsSuppressed', 'mailbox'],
  ])('the mail is refused with status %i %s, and the cause is the %s', async (status, code, what) => {
    azure.scriptNext({ kind: 'refuse', status, code });
    expect(await send()).toMatchObject({ kind: 'refused', what });
  });
});

describe('mail whose answer from Azure is lost', () => {
  it.each<{ failure: string; behaviour: SendBehaviour; code: string; timeout?: number }>([
    { failure: 'the connection breaks before it was read', behaviour: { kind: 'hang-up' }, code: 'ECONNRESET' },
    {
      failure: 'the connection breaks after it was taken',
      behaviour: { kind: 'take', instead: 'nothing' },
      code: 'ECONNRESET',
    },
    {
      failure: 'the answer is no HTTP',
      behaviour: { kind: 'take', instead: 'no-http' },
      code: 'HPE_INVALID_CONSTANT',
    },
    {
      failure: 'the answer comes too late',
      behaviour: { kind: 'take', late: 60_000 },
      code: 'ETIMEDOUT',
      timeout: 1_000,
    },
  ])(
    'the mail is deferred, and a second attempt delivers no second mail, when $failure',
    async ({ behaviour, code, timeout }) => {
      const { first, mails } = await sendTwice(behaviour, timeout);
      expect({ first, mails }).toEqual({ first: { kind: 'deferred', code, mayBeAccepted: true }, mails: 1 });
    },
  );

  it('the mail is deferred when no server is there', async () => {
    await azure.close();
    expect(await send()).toEqual({ kind: 'deferred', code: 'ECONNREFUSED' });
  });
});

describe('process that sends mail over Azure', () => {
  const sendOne = (settings: Readonly<Record<string, string>> = {}, timeout = 5_000) =>
    runScript(
      `const { createAzureMailer } = require('./src/adapters/azure/mailer.ts');
       const { Sensitive } = require('./src/domain/sensitive.ts');
       const { aMail } = require('./test/contract/suites/mailer.ts');
       const connectionString = new Sensitive(process.env.CONNECTION_STRING);
       createAzureMailer({ connectionString, from: '${from}', timeout: ${String(timeout)} }).send(aMail).then(({ kind }) => {
         const timers = process.getActiveResourcesInfo().filter((one) => one === 'Timeout');
         console.log(kind, ...timers);
       });`,
      { CONNECTION_STRING: azure.connectionString, ...settings },
    );

  it('the process exits after the mail is accepted, and prints nothing', async () => {
    azure.scriptNext({ kind: 'take', status: 'silent' });
    expect(await sendOne()).toEqual({ code: 0, output: 'accepted\n' });
  });

  it('the process exits after a time-out', async () => {
    azure.scriptNext({ kind: 'take', late: 60_000 });
    expect(await sendOne({}, 500)).toEqual({ code: 0, output: 'deferred\n' });
  });

  it('the process uses no proxy for addresses of this machine', async () => {
    const nobody = 'http://127.0.0.1:9';
    expect(await sendOne({ HTTP_PROXY: nobody, ALL_PROXY: nobody })).toEqual({ code: 0, output: 'accepted\n' });
  });

  it.each<[string, SendBehaviour]>([
    ['taken', { kind: 'take' }],
    ['taken, with a malformed answer', { kind: 'take', instead: 'no-json' }],
    ['refused', { kind: 'refuse', status: 400 }],
    ['deferred', { kind: 'refuse', status: 429, headers: { 'Retry-After': '1' } }],
    ['deferred, without an answer', { kind: 'take', instead: 'nothing' }],
  ])(
    'the process prints neither the key nor the mail with verbose logging of the library when the mail is %s',
    async (_name, behaviour) => {
      azure.scriptNext(behaviour);
      const { code, output } = await sendOne({ AZURE_LOG_LEVEL: 'verbose' });
      expect(code).toBe(0);
      expect(output).toContain('azure:');
      expect(output).not.toMatch(/example\.(com|org)|012 345|Signature=/);
      expect(output).not.toContain(azure.accessKey.slice(0, 20));
    },
  );
});
