import { inspect } from 'node:util';
import type { SMTPServerOptions } from 'smtp-server';
import { smtpConnection } from '../../src/adapters/smtp/connection';
import { createSmtpMailer, type SmtpMailer } from '../../src/adapters/smtp/mailer';
import type { EmailAddress } from '../../src/domain/email-address';
import { Sensitive } from '../../src/domain/sensitive';
import { Unavailable } from '../../src/ports/errors';
import { aMail } from './mailer';
import { smtpAnswer, startSmtpService, startTcpService, type SmtpService } from '../support/smtp-service';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

describe('mail over SMTP', () => {
  it('names sender, language, operation and that a machine wrote it', async () => {
    const service = await serve();
    await mailerFor(service).send(aMail);
    const [mail] = await service.parsed();
    expect(mail?.from?.value).toEqual([{ name: 'IESS', address: 'no-reply@example.org' }]);
    expect(mail?.messageId).toBe(`<${aMail.operation}@example.org>`);
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      'content-language': 'es-EC',
      'auto-submitted': 'auto-generated',
    });
    expect(service.raw[0]).not.toMatch(/^x-mailer/im);
  });

  it('sends the subject as an encoded header that is pure ASCII', async () => {
    const service = await serve();
    await mailerFor(service).send(aMail);
    expect(service.raw[0]).toMatch(/^Subject: =\?UTF-8\?[QB]\?[\x21-\x7e]+\?=\r?$/im);
  });

  it('lets no line break open a header of its own, nor a comma a second recipient', async () => {
    const service = await serve();
    const mailer = mailerFor(service);
    await mailer.send({ ...aMail, subject: 'Hola\r\nBcc: eva@example.net\r\n\r\ncuerpo' });
    expect((await service.parsed()).map(({ bcc, cc }) => [bcc, cc])).toEqual([[undefined, undefined]]);

    const addresses = ['ana@example.com\r\nBcc: eva@example.net', 'ana@example.com, eva@example.net', 'ana'];
    for (const to of addresses) {
      expect(await mailer.send({ ...aMail, to: new Sensitive(to as EmailAddress) })).toEqual({ kind: 'refused' });
    }
    expect(service.recipients).toEqual([['ana@example.com']]);
  });

  it('reuses its connection', async () => {
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

describe('what the mail service refuses', () => {
  it.each([
    ['an unknown mailbox', refusing('onRcptTo', 550)],
    ['the content', refusing('onData', 554)],
  ])('for good is refused: %s', async (_name, options) => {
    expect(await mailerFor(await serve(options)).send(aMail)).toEqual({ kind: 'refused' });
  });

  it.each([
    ['a mailbox that is busy', refusing('onRcptTo', 451)],
    ['a sender it does not know', refusing('onMailFrom', 550)],
    ['the connection', refusing('onConnect', 554)],
    ['content it has no room for', refusing('onData', 452)],
  ])('for now, or for our own mistake, is Unavailable: %s', async (_name, options) => {
    await expectUnavailable(mailerFor(await serve(options)));
  });

  it('takes the next mail after one that was refused', async () => {
    const service = await serve({
      onRcptTo: ({ address }, _session, answer) => {
        answer(address.startsWith('nadie') ? smtpAnswer(550) : undefined);
      },
    });
    const mailer = mailerFor(service);
    expect(await mailer.send({ ...aMail, to: new Sensitive('nadie@example.com' as EmailAddress) })).toEqual({
      kind: 'refused',
    });
    expect(await mailer.send(aMail)).toEqual({ kind: 'accepted' });
  });

  it('is Unavailable for a wrong password, which stands nowhere in the error', async () => {
    const service = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => {
        answer(smtpAnswer(535));
      },
    });
    await expectUnavailable(mailerFor(service, 'bot:s3cr3t-p4ss@127.0.0.1'));
  });
});

describe('a mail service that does not answer', () => {
  it('is Unavailable when nobody listens', async () => {
    const service = await startTcpService(() => undefined);
    await service.close();
    await expectUnavailable(mailerFor(service));
  });

  it('is Unavailable after 5 s at whatever point it hangs, and when it trickles', async () => {
    const silent = await startTcpService(() => undefined);
    const trickling = await startTcpService((socket) => {
      socket.write('220 mail.example.org\r\n');
      const timer = setInterval(() => socket.write('250-wait\r\n'), 500);
      socket.on('close', () => {
        clearInterval(timer);
      });
    });
    open.push(silent, trickling);
    const swallowing = await serve({ onData: (stream) => void stream.resume() });

    const began = performance.now();
    await Promise.all([silent, trickling, swallowing].map((service) => expectUnavailable(mailerFor(service))));
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('is asked once, not again and again, when it hangs up', async () => {
    let connections = 0;
    const service = await startTcpService((socket) => {
      connections += 1;
      socket.end();
    });
    open.push(service);
    await expectUnavailable(mailerFor(service));
    expect(connections).toBe(1);
  });

  it('sends nothing again when the connection breaks before the answer', async () => {
    let times = 0;
    const service = await serve({
      onData(stream) {
        times += 1;
        stream.resume().on('end', () => {
          service.crash();
        });
      },
    });
    await expectUnavailable(mailerFor(service));
    expect(times).toBe(1);
  });
});

describe('encryption', () => {
  it('is required everywhere but on this machine', () => {
    const options = (url: string) => smtpConnection(new Sensitive(url));
    expect(options('smtp://mail.example.org')).toMatchObject({ secure: false, requireTLS: true });
    expect(options('smtp://mail.example.org:25?requireTLS=false&ignoreTLS=true')).toMatchObject({
      port: 25,
      requireTLS: true,
    });
    expect(options('smtp://localhost.example.org')).toMatchObject({ requireTLS: true });
    expect(options('smtp://127.0.0.1.example.org')).toMatchObject({ requireTLS: true });
    expect(options('smtps://mail.example.org')).toMatchObject({ secure: true });
    expect(options('smtp://[::1]:2525')).toMatchObject({ host: '::1', secure: false, ignoreTLS: true });
  });

  it('that the service does not offer ends the attempt before anything is sent', async () => {
    const service = await serve();
    await expectUnavailable(mailerFor(service, '0.0.0.0'));
    expect(service.raw).toEqual([]);
  });

  it('with a certificate nobody vouches for ends the attempt too', async () => {
    const service = await serve({ disabledCommands: [] });
    await expectUnavailable(mailerFor(service, '0.0.0.0'));
    expect(service.raw).toEqual([]);
  });
});

it.each([
  '',
  'mail.example.org',
  'http://bot:s3cr3t-p4ss@mail.example.org',
  'smtp://bot:s3cr3t-p4ss@',
  'smtp://b:%ZZs3cr3t-p4ss@x.org',
])('an address that is none (%#) is refused without being quoted', (url) => {
  const create = () => createSmtpMailer({ url: new Sensitive(url), from: 'no-reply@example.org' });
  expect(create).toThrow('SMTP_URL is not smtp://host');
  expect(create).not.toThrow(/s3cr3t/);
});

it('a sender that is no address is refused at once', () => {
  expect(() => createSmtpMailer({ url: new Sensitive('smtp://localhost'), from: 'IESS' })).toThrow('MAIL_FROM');
});

async function serve(options?: SMTPServerOptions): Promise<SmtpService> {
  const service = await startSmtpService(options);
  open.push(service);
  return service;
}

function mailerFor({ port }: { port: number }, host = '127.0.0.1'): SmtpMailer {
  const url = new Sensitive(`smtp://${host}:${String(port)}`);
  const mailer = createSmtpMailer({ url, from: 'IESS <no-reply@example.org>' });
  open.push(mailer);
  return mailer;
}

type Step = 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData';

function refusing(step: Step, responseCode: number): SMTPServerOptions {
  const refusal = smtpAnswer(responseCode);
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

/** Unavailable, and its whole chain of causes names no address, no password and nothing the service said. */
async function expectUnavailable(mailer: SmtpMailer): Promise<void> {
  const error: unknown = await mailer.send(aMail).then(
    (receipt) => receipt,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Unavailable);
  expect(error).toMatchObject({ port: 'mailer' });
  expect(inspect(error, { depth: 9 })).not.toMatch(/@example|s3cr3t|secret-policy|012 345/);
}
