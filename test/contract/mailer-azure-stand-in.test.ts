import { request as ask } from 'node:http';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { signatureHeaders, type SignedRequest } from '../support/mail/azure-signature';

let azure: FakeAzureEmail;
beforeEach(async () => {
  azure = await startFakeAzureEmail();
});
afterEach(() => azure.close());

const OPERATION = '3f0c5f3e-6f0f-4d59-9d8c-6a1f2f8a7b10';
const MAIL = {
  senderAddress: 'no-reply@example.org',
  recipients: { to: [{ address: 'ana@example.com' }] },
  content: { subject: 'Hola', plainText: 'Hola' },
};
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toUTCString();

interface Sent {
  readonly mail?: object;
  readonly operation?: string;
  /** The values to sign where they differ from the values that are sent. */
  readonly signed?: Partial<SignedRequest>;
  readonly accessKey?: string;
}

/** Posts a mail with a signature of its own and returns the status. */
function post({ accessKey = azure.accessKey, mail = MAIL, operation = OPERATION, signed = {} }: Sent = {}) {
  const path = '/emails:send?api-version=2025-09-01';
  const body = JSON.stringify(mail);
  const truth = { method: 'POST', pathAndQuery: path, host: `127.0.0.1:${azure.port}`, date: minutesAgo(0), body };
  const headers = { ...signatureHeaders({ ...truth, ...signed }, accessKey), 'operation-id': operation };
  return new Promise<number | undefined>((resolve, reject) => {
    ask({ port: azure.port, host: '127.0.0.1', method: 'POST', path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end(body);
  });
}

describe('fake Azure e-mail service', () => {
  it('accepts a signed request and makes one mail of one operation', async () => {
    expect([await post(), await post({ signed: { date: minutesAgo(4) } })]).toEqual([202, 202]);
    expect(azure.delivered).toEqual([{ operation: OPERATION, ...MAIL }]);
  });

  it.each<[string, () => Sent]>([
    ['with another key', () => ({ accessKey: Buffer.alloc(64, 'another').toString('base64') })],
    ['six minutes ago', () => ({ signed: { date: minutesAgo(6) } })],
    ['for six minutes from now', () => ({ signed: { date: minutesAgo(-6) } })],
    ['for another body', () => ({ signed: { body: '{}' } })],
    ['for another host', () => ({ signed: { host: 'iess.communication.azure.com' } })],
    ['for another path', () => ({ signed: { pathAndQuery: '/emails:send' } })],
    ['for another method', () => ({ signed: { method: 'GET' } })],
  ])('rejects a request that was signed %s', async (_name, sent) => {
    expect(await post(sent())).toBe(401);
    expect(azure.delivered).toEqual([]);
  });

  it.each<[string, Sent]>([
    ['an unknown field', { mail: { ...MAIL, disableUserEngagementTracking: true } }],
    ['a sender with a display name', { mail: { ...MAIL, senderAddress: 'IESS <no-reply@example.org>' } }],
    ['no recipient', { mail: { ...MAIL, recipients: { to: [] } } }],
    ['an invalid operation id', { operation: '1' }],
  ])('rejects a mail with %s', async (_name, sent) => {
    expect(await post(sent)).toBe(400);
    expect(azure.delivered).toEqual([]);
  });

  it('rejects another mail under the same operation id', async () => {
    expect([await post(), await post({ mail: { ...MAIL, senderAddress: 'other@example.org' } })]).toEqual([202, 400]);
    expect(azure.delivered).toHaveLength(1);
  });
});
