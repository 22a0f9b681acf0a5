import { inspect } from 'node:util';
import type { SMTPServerOptions } from 'smtp-server';
import { createSmtpMailer } from '../../src/adapters/smtp/mailer';
import type { EmailAddress } from '../../src/domain/mail/email-address';
import { Sensitive } from '../../src/domain/sensitive';
import { closeAfterEach } from '../support/mail/smtp-mailers';
import { smtpError, startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { aMail, expectNoSecretIn } from './suites/mailer';

const { keep, mailerFor } = closeAfterEach();
const serve = async (options?: SMTPServerOptions): Promise<SmtpService> => keep(await startSmtpService(options));
const to = (address: string) => ({ ...aMail, to: new Sensitive(address as EmailAddress) });

describe('mail over SMTP', () => {
  it('the mail has headers for sender, language, operation and automatic origin', async () => {
    const service = await serve();
    await mailerFor(service).send(aMail);
    const [mail] = await service.parsed();
    expect(mail?.from?.value).toEqual([{ name: 'IESS', address: 'no-reply@example.org' }]);
    expect(mail?.messageId).toBe(`<${aMail.operationId}@example.org>`);
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      'content-language': 'es-EC',
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
    });
    expect(service.raw[0]).not.toMatch(/^x-mailer/im);
  });

  it('the subject is an encoded header in pure ASCII', async () => {
    const service = await serve();
    await mailerFor(service).send(aMail);
    expect(service.raw[0]).toMatch(/^Subject: =\?UTF-8\?[QB]\?[\x21-\x7e]+\?=\r?$/im);
  });

  it('a line break adds no second header to the mail, and a comma no second recipient', async () => {
    const service = await serve();
    const mailer = mailerFor(service);
    await mailer.send({ ...aMail, subject: 'Hola\r\nBcc: eva@example.net\r\n\r\ncuerpo' });
    expect((await service.parsed()).map(({ bcc, cc }) => [bcc, cc])).toEqual([[undefined, undefined]]);

    for (const address of ['ana@example.com\r\nBcc: eva@example.net', 'ana@example.com, eva@example.net', 'ana']) {
      expect(await mailer.send(to(address))).toMatchObject({ kind: 'refused', what: 'mailbox' });
    }
    expect(service.recipients).toEqual([['ana@example.com']]);
  });

  it('several mails reuse one connection', async () => {
    let connections = 0;
    const service = await serve({
      onConnect(_session, answer) {
        connections += 1;
        answer();
      },
    });
    const mailer = mailerFor(service);
    for (let i = 0; i < 3; i += 1) await mailer.send(aMail);
    expect([service.raw.length, connections]).toEqual([3, 1]);
  });
});

describe('mail that the SMTP service rejects', () => {
  it.each([
    ['an unknown mailbox', refusing('onRcptTo', 550), 'mailbox'],
    ['a mailbox that is full', refusing('onRcptTo', 552, '5.2.2 '), 'mailbox'],
    ['the content', refusing('onData', 554), 'mail'],
    ['the content, by its policy', refusing('onData', 550, '5.7.1 '), 'mail'],
  ])('the mail is refused for good when the service rejects %s', async (_name, options, what) => {
    const receipt = await mailerFor(await serve(options)).send(aMail);
    expect(receipt).toMatchObject({ kind: 'refused', what });
    // The logged cause contains neither the reply of the service nor the recipient.
    expect(inspect(receipt, { depth: 9 })).not.toMatch(/@example|secret-policy|012 345/);
  });

  it.each([
    ['a mailbox that is busy', refusing('onRcptTo', 451), 'EENVELOPE RCPT TO 451'],
    ['an unknown sender', refusing('onMailFrom', 550), 'EENVELOPE MAIL FROM 550'],
    ['the sender, only after the recipient was named', refusing('onRcptTo', 553, '5.1.8 '), 'EENVELOPE RCPT TO 553'],
    ['relaying for us', refusing('onRcptTo', 554, '5.7.1 '), 'EENVELOPE RCPT TO 554'],
    ['mail without log-in', refusing('onRcptTo', 530), 'EENVELOPE RCPT TO 530'],
    ['the order of the commands', refusing('onRcptTo', 503), 'EENVELOPE RCPT TO 503'],
    ['the connection', refusing('onConnect', 554), 'EPROTOCOL CONN 554'],
    ['the content, for lack of space', refusing('onData', 452), 'EMESSAGE DATA 452'],
    ['the content, because it shuts down', refusing('onData', 421), 'EMESSAGE DATA 421'],
  ])(
    'the mail is deferred after a temporary error or a mistake of our own: the service rejects %s',
    async (_name, options, code) => {
      expect(expectNoSecretIn(await mailerFor(await serve(options)).send(aMail))).toEqual({ kind: 'deferred', code });
    },
  );

  it('a rejected mail does not disturb the next mail', async () => {
    const service = await serve({
      onRcptTo: ({ address }, _session, answer) => {
        answer(address.startsWith('nadie') ? smtpError(550) : undefined);
      },
    });
    const mailer = mailerFor(service);
    expect(await mailer.send(to('nadie@example.com'))).toMatchObject({ kind: 'refused', what: 'mailbox' });
    expect(await mailer.send(aMail)).toEqual({ kind: 'accepted' });
  });

  it('the mail is deferred after a wrong password, which appears nowhere in the result', async () => {
    const service = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => {
        answer(smtpError(535));
      },
    });
    const receipt = await mailerFor(service, { host: 'bot:s3cr3t-p4ss@127.0.0.1' }).send(aMail);
    expect(expectNoSecretIn(receipt)).toEqual({ kind: 'deferred', code: 'EAUTH AUTH PLAIN 535' });
  });
});

it.each([
  '',
  'mail.example.org',
  'http://bot:s3cr3t-p4ss@mail.example.org',
  'smtp://bot:s3cr3t-p4ss@',
  'smtp://b:%ZZs3cr3t-p4ss@x.org',
])('an invalid SMTP address (%#) is rejected without being quoted', (url) => {
  const create = () => createSmtpMailer({ url: new Sensitive(url), from: 'no-reply@example.org', timeout: 5_000 });
  expect(create).toThrow('SMTP_URL is not smtp://host');
  expect(create).not.toThrow(/s3cr3t/);
});

it('an invalid sender address is rejected at start', () => {
  expect(() => createSmtpMailer({ url: new Sensitive('smtp://localhost'), from: 'IESS', timeout: 5_000 })).toThrow(
    'MAIL_FROM',
  );
});

type Step = 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData';

function refusing(step: Step, responseCode: number, enhanced = ''): SMTPServerOptions {
  const refusal = smtpError(responseCode, enhanced);
  switch (step) {
    case 'onConnect':
      return {
        onConnect: (_session, answer) => {
          answer(refusal);
        },
      };
    case 'onMailFrom':
      return {
        onMailFrom: (_address, _session, answer) => {
          answer(refusal);
        },
      };
    case 'onRcptTo':
      return {
        onRcptTo: (_address, _session, answer) => {
          answer(refusal);
        },
      };
    case 'onData':
      return {
        onData: (stream, _session, answer) =>
          void stream.resume().on('end', () => {
            answer(refusal);
          }),
      };
  }
}
