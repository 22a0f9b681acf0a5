import { Sensitive } from '../../src/domain/sensitive';
import type { MailMessage } from '../../src/ports/mail/mailer';
import { startFailingSmtpService, type SmtpFailureMode, type SmtpStep } from '../support/mail/failing-smtp-service';
import { closeAfterEach } from '../support/mail/smtp-mailers';
import { startSmtpService, startTcpServer } from '../support/mail/smtp-service';
import { aMail, expectNoSecretIn } from './suites/mailer';

const { keep, mailerFor } = closeAfterEach();

/** A mail with two parts that are each larger than the socket buffers. */
const aHugeMail: MailMessage = {
  ...aMail,
  text: new Sensitive('A line of words.\n'.repeat(1_000_000)),
  html: new Sensitive('<p>A line of words.</p>\n'.repeat(700_000)),
};

/** How long one mail may take (ms). */
const TIMEOUT = 2_000;

/** Sends one mail to a server that fails at the given step. */
async function sendTo(at: SmtpStep, how: SmtpFailureMode, { mail = aMail, timeout = TIMEOUT } = {}) {
  const service = keep(await startFailingSmtpService(at, how));
  // The mailer demands TLS for every address but loopback ones; 0.0.0.0 is none, and reaches this machine all the same.
  const host = at === 'tls' ? '0.0.0.0' : 'bot:s3cr3t-p4ss@127.0.0.1';
  const mailer = mailerFor(service, { host, timeout });
  const { kind } = expectNoSecretIn(await mailer.send(mail));
  expect(service.connections).toBe(1);
  return { kind, service };
}

const EARLY = ['greeting', 'ehlo', 'tls', 'auth', 'mail', 'rcpt', 'data'] as const;
const WAYS = ['hangs', 'cuts', 'trickles'] as const;

describe('SMTP service that fails', () => {
  it('a mail is deferred when the service fails before the mail is complete', async () => {
    const ways = EARLY.flatMap((step) => WAYS.map((how) => [step, how] as const));
    const receipts = await Promise.all(ways.map(async ([step, how]) => [step, how, (await sendTo(step, how)).kind]));
    expect(receipts).toEqual(ways.map(([step, how]) => [step, how, 'deferred']));
  });

  it('a mail is uncertain when the service fails after the final dot', async () => {
    const sent = await Promise.all(WAYS.map((how) => sendTo('dot', how)));
    expect(sent.map(({ kind, service }) => [kind, service.completedMails])).toEqual(WAYS.map(() => ['uncertain', 1]));
  });

  it.each(['hangs', 'cuts'] as const)(
    'a mail is deferred, and not taken later, when the service fails in the middle of it (%s)',
    async (how) => {
      const { kind, service } = await sendTo('body', how, { mail: aHugeMail, timeout: 5_000 });
      expect(kind).toBe('deferred');
      await service.readRest();
      expect(service.completedMails).toBe(0);
    },
  );
});

describe('outage of the SMTP service', () => {
  it('the mail is deferred when no server is listening', async () => {
    const service = await startTcpServer(() => undefined);
    await service.close();
    expect(expectNoSecretIn(await mailerFor(service).send(aMail))).toEqual({ kind: 'deferred', code: 'ESOCKET CONN' });
  });

  it('the mail is deferred when every connection is busy with a mail that hangs', async () => {
    const service = keep(await startFailingSmtpService('mail', 'hangs'));
    const mailer = mailerFor(service, { timeout: TIMEOUT });
    const receipts = await Promise.all(Array.from({ length: 7 }, () => mailer.send(aMail)));
    expect(receipts.map((receipt) => expectNoSecretIn(receipt)['kind'])).toEqual(
      Array.from({ length: 7 }, () => 'deferred'),
    );
  });

  it('the mail is deferred once the mailer is closed', async () => {
    const mailer = mailerFor(keep(await startSmtpService()));
    mailer.close();
    expect(expectNoSecretIn(await mailer.send(aMail))).toEqual({ kind: 'deferred', code: 'ECONNECTION' });
  });
});

describe('incomplete answer of the SMTP service', () => {
  it.each([
    ['a refusal that breaks off', '554 no'],
    ['text that is no SMTP reply', 'what?\r\n'],
    ['the reply to another command', '354 go on\r\n'],
  ])('the result is uncertain when the whole mail is answered with %s', async (_name, words) => {
    const service = await startTcpServer((socket) => {
      socket.write('220 mail.example.org\r\n');
      socket.on('data', (data: Buffer) => {
        const chunk = data.toString('latin1');
        if (chunk.endsWith('\r\n.\r\n')) socket.end(words);
        else if (chunk.startsWith('DATA')) socket.write('354 go on\r\n');
        else if (/^(EHLO|MAIL|RCPT)/.test(chunk)) socket.write('250 ok\r\n');
      });
    });
    keep(service);
    expect(expectNoSecretIn(await mailerFor(service).send(aMail))).toMatchObject({ kind: 'uncertain' });
  });
});
