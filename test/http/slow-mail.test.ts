import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { codeInText, startService, type RunningService } from '../support/http/running-service';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';

const TRIPLE = '1710034065 ruc 1799999915001 sucursal 1';

describe('a mail service slower than a turn', () => {
  let smtp: SmtpService;
  let service: RunningService;
  let channel: FakeChannel;
  let accept: () => void;
  beforeEach(async () => {
    const accepted = new Promise<void>((resolve) => {
      accept = resolve;
    });
    // The mail is taken when the test says so; each try of the mailer gives up after 5 s.
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

  it('the turn says that it is sending, and the prompt comes by itself once the mail is accepted', async () => {
    const { say } = channelUser(channel, service.url);
    expect(await say(TRIPLE, 'sí')).toEqual([expect.stringContaining('Estoy enviando el código')]);
    accept();
    const prompt = await channel.waitForReply('Le envié un código');
    expect(prompt).toMatch(/sirve hasta las \*\*\d\d:\d\d:\d\d\*\*/);
    const [mail] = await smtp.parsed();
    expect(await say(codeInText(mail?.text ?? ''))).toEqual([expect.stringContaining('El código es correcto')]);
    expect(channel.replies.filter(({ text }) => text?.includes('Le envié un código'))).toHaveLength(1);
  });

  it('a mail that is not taken in the end is told by itself too, with what to do', async () => {
    const { say } = channelUser(channel, service.url);
    await say(TRIPLE, 'sí');
    // Three tries of five seconds each, and the pauses between them.
    expect(await channel.waitForReply('no salió a tiempo', 25_000)).toContain('asistencia presencial');
    expect((await say('asistencia presencial')).join()).toContain('Centro de Atención Universal');
  });
});
