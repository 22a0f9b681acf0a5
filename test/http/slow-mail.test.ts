import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { codeInText, startService, type RunningService } from '../support/http/running-service';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';

const CLAIM = '1710034065 ruc 1799999915001 sucursal 1';

describe('mail service that is slower than a turn', () => {
  let smtp: SmtpService;
  let service: RunningService;
  let channel: FakeChannel;
  let accept: () => void;
  beforeEach(async () => {
    const accepted = new Promise<void>((resolve) => {
      accept = resolve;
    });
    // The server accepts the mail when the test calls `accept`; each try of the mailer times out after 5 s.
    smtp = await startSmtpService({
      onRcptTo: (_address, _session, answer) => {
        void accepted.then(() => {
          answer();
        });
      },
    });
    [service, channel] = await Promise.all([
      startService({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: 'no-responder@example.org' }),
      startFakeChannel(),
    ]);
  });
  afterEach(async () => {
    accept();
    await Promise.all([service.stop(), channel.stop(), smtp.close()]);
  });

  it('the chat says that a slow mail is being sent, and gets the prompt once the mail is accepted', async () => {
    const { say } = channelUser(channel, service.url);
    expect(await say(CLAIM, 'sí')).toEqual([expect.stringContaining('Estoy enviando el código')]);
    accept();
    const prompt = await channel.waitForReply('Le envié un código');
    expect(prompt).toMatch(/vence en 3 minutos/);
    const [mail] = await smtp.parsed();
    expect(await say(codeInText(mail?.text ?? ''))).toEqual([expect.stringContaining('El código es correcto')]);
    expect(channel.replies.filter(({ text }) => text?.includes('Le envié un código'))).toHaveLength(1);
  });

  it('the chat is notified of a mail that was never accepted, and offers the in-person procedure', async () => {
    const { say } = channelUser(channel, service.url);
    await say(CLAIM, 'sí');
    // Three tries of five seconds each, and the delays between them.
    expect(await channel.waitForReply('no salió a tiempo', 25_000)).toContain('oficina (CAU)');
    expect((await say('asistencia presencial')).join()).toContain('Centro de Atención Universal');
  });
});
