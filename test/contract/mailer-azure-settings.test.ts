import { parseConnectionString } from '../../src/domain/mail/azure-connection-string';
import { createAzureMailer } from '../../src/adapters/azure/mailer';
import { parseMailSender } from '../../src/domain/mail/mail-sender';
import { Sensitive } from '../../src/domain/sensitive';

const KEY = Buffer.alloc(64, 'made up for this test').toString('base64');
const connection = (endpoint: string, key = KEY) => `endpoint=${endpoint};accesskey=${key}`;

describe('connection string of Azure Communication Services', () => {
  it.each([
    ['https://iess.communication.azure.com/', 'tls'],
    ['https://iess.communication.azure.com', 'tls'],
    ['HTTPS://iess.communication.azure.com/', 'tls'],
    ['http://127.0.0.1:4010/', 'plain-local'],
    ['http://localhost:4010', 'plain-local'],
    ['http://[::1]:4010/', 'plain-local'],
    ['http://azure.example.org/', 'plain-remote'],
    ['http://127.0.0.1.example.org/', 'plain-remote'],
  ])('the connection string determines the encryption of mail: %s', (endpoint, channel) => {
    expect(parseConnectionString(connection(endpoint))).toEqual({ ok: true, value: channel });
  });

  it.each([
    '',
    'https://s3cr3t.example.org/',
    'endpoint=https://s3cr3t.example.org/',
    `accesskey=${KEY};endpoint=https://s3cr3t.example.org/`,
    connection('https://s3cr3t.example.org/', ''),
    connection('https://s3cr3t.example.org/', 's3cr3t'),
    connection('https://s3cr3t.example.org/', `${KEY.slice(0, -1)} s3cr3t`),
    connection('ftp://s3cr3t.example.org/'),
    connection('https://'),
    connection('https://s3cr3t.example.org/path'),
    connection('https://s3cr3t.example.org/?api=1'),
    connection('https://s3cr3t:password@example.org/'),
    connection('https://[s3cr3t]/'),
  ])('an invalid connection string (%#) is rejected without being quoted', (text) => {
    expect(parseConnectionString(text)).toEqual({ ok: false, reason: 'shape' });
    const create = () =>
      createAzureMailer({ connectionString: new Sensitive(text), from: 'no-reply@example.org', timeout: 5_000 });
    expect(create).toThrow('COMMUNICATION_SERVICES_CONNECTION_STRING is not endpoint=https://host/;accesskey=base64');
  });
});

describe('sender address', () => {
  it.each([
    ['IESS <no-reply@example.org>', 'no-reply@example.org', 'example.org'],
    ['"IESS, Ecuador" <no-reply@mail.example.org> ', 'no-reply@mail.example.org', 'mail.example.org'],
    ['no-responder@localhost', 'no-responder@localhost', 'localhost'],
  ])('the sender is reduced to its bare address: %s', (text, address, domain) => {
    expect(parseMailSender(text)).toEqual({ ok: true, value: { address, domain } });
  });

  it.each(['', 'IESS', 'IESS <>', '@example.org', 'no-reply@', 'IESS <no-reply@>'])(
    'an invalid sender is rejected: “%s”',
    (text) => {
      expect(parseMailSender(text)).toEqual({ ok: false, reason: 'shape' });
      const connectionString = new Sensitive(connection('https://iess.communication.azure.com/'));
      expect(() => createAzureMailer({ connectionString, from: text, timeout: 5_000 })).toThrow(
        'MAIL_FROM is no e-mail address',
      );
    },
  );
});
