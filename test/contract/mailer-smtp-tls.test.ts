import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SMTPServerOptions } from 'smtp-server';
import { smtpPoolOptions } from '../../src/adapters/smtp/pool-options';
import { Sensitive } from '../../src/domain/sensitive';
import { runScript } from '../support/processes/run-script';
import { closeAfterEach } from '../support/mail/smtp-mailers';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { startRecordingProxy } from '../support/network/recording-proxy';
import { describeWith, toolPath } from '../support/jest/required-tools';
import { aMail, expectNoSecretIn } from './suites/mailer';

const { keep, mailerFor } = closeAfterEach();
const serve = async (options?: SMTPServerOptions): Promise<SmtpService> => keep(await startSmtpService(options));

describe('encryption of SMTP', () => {
  it('encryption is required everywhere except on this machine', () => {
    const options = (url: string) => smtpPoolOptions(new Sensitive(url), 5_000);
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

  it('the attempt ends before anything is sent when the service does not offer encryption', async () => {
    const service = await serve();
    expect(expectNoSecretIn(await mailerFor(service, { host: 'bot:s3cr3t-p4ss@0.0.0.0' }).send(aMail))).toMatchObject({
      kind: 'deferred',
    });
    expect(service.raw).toEqual([]);
  });

  it('the attempt ends when no known authority signed the certificate', async () => {
    const service = await serve({ disabledCommands: [] });
    expect(expectNoSecretIn(await mailerFor(service, { host: 'bot:s3cr3t-p4ss@0.0.0.0' }).send(aMail))).toMatchObject({
      kind: 'deferred',
    });
    expect(service.raw).toEqual([]);
  });
});

const PASSWORD = 's3cr3t-p4ss';

describeWith(['openssl'], 'mail over SMTP with STARTTLS', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smtp-tls-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Starts a server with a new certificate for this address, behind a recording proxy. */
  async function serveFor(address: string) {
    const [key, cert] = [join(folder, `${address}.key`), join(folder, `${address}.pem`)];
    const subject = ['-subj', '/CN=mail', '-addext', `subjectAltName=IP:${address}`];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    await promisify(execFile)(toolPath('openssl'), ['req', ...kind, ...subject, '-keyout', key, '-out', cert]);

    const logIns: unknown[] = [];
    const service = await serve({
      key: await readFile(key),
      cert: await readFile(cert),
      authOptional: false,
      disabledCommands: [],
      onAuth({ password, username }, { secure }, answer) {
        logIns.push({ username, password, secure });
        answer(null, { user: username });
      },
    });
    const tap = keep(await startRecordingProxy(service.port));
    return { cert, logIns, service, tap };
  }

  /** Sends a mail from a process that trusts the authority through NODE_EXTRA_CA_CERTS. */
  const sendFromOwnProcess = (port: number, authority: string) =>
    runScript(
      `const { createSmtpMailer } = require('./src/adapters/smtp/mailer.ts');
       const { Sensitive } = require('./src/domain/sensitive.ts');
       const { aMail } = require('./test/contract/suites/mailer.ts');
       const mailer = createSmtpMailer({ url: new Sensitive(process.env.URL_OF_SERVICE), from: 'no-reply@example.org', timeout: 5_000 });
       mailer.send(aMail).then(({ kind, cause }) => {
         console.log(kind, cause?.code ?? '');
         mailer.close();
       });`,
      { URL_OF_SERVICE: `smtp://bot:${PASSWORD}@0.0.0.0:${String(port)}`, NODE_EXTRA_CA_CERTS: authority },
    );

  it('nobody on the network path can read the mail or the password', async () => {
    const { cert, logIns, service, tap } = await serveFor('0.0.0.0');
    expect(await sendFromOwnProcess(tap.port, cert)).toEqual({ code: 0, output: 'accepted \n' });

    const [mail] = await service.parsed();
    expect([mail?.subject, mail?.text]).toEqual([aMail.subject, aMail.text.expose()]);
    expect(logIns).toEqual([{ username: 'bot', password: PASSWORD, secure: true }]);
    expect(tap.recorded()).toMatch(/^EHLO [^\r\n]+\r\nSTARTTLS\r\n/);
    expect(tap.recorded().match(/[\x20-\x7e]+\r\n/g)).toHaveLength(2);
    const readable = [PASSWORD, `\0bot\0${PASSWORD}`].flatMap((it) => [it, Buffer.from(it).toString('base64')]);
    for (const words of [...readable, 'AUTH', 'MAIL FROM', 'ana@example.com'])
      expect(tap.recorded()).not.toContain(words);
  });

  it('nothing is sent to a server whose certificate has another name', async () => {
    const { cert, logIns, service, tap } = await serveFor('127.0.0.9');
    expect(await sendFromOwnProcess(tap.port, cert)).toEqual({ code: 0, output: 'deferred ESOCKET CONN\n' });
    expect([service.raw, logIns]).toEqual([[], []]);
    expect(tap.recorded()).not.toContain('AUTH');
  });
});
