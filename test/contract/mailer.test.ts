import { createAzureMailer } from '../../src/adapters/azure/mailer';
import { createLocalMailbox } from '../../src/adapters/memory/local-mailbox';
import { createSmtpMailer } from '../../src/adapters/smtp/mailer';
import { Sensitive } from '../../src/domain/sensitive';
import { mailRetryRules } from '../../src/policy/mail';
import type { Instant } from '../../src/domain/time';
import { startFakeAzureEmail } from '../support/mail/azure-email-service';
import { startSmtpService } from '../support/mail/smtp-service';
import { aMail, describeMailer } from './suites/mailer';

const clock = { now: () => Date.UTC(2026, 0, 1) as Instant, sleep: () => Promise.resolve() };
const from = 'IESS <no-reply@example.org>';
const timeout = mailRetryRules.tryTimeout;

describeMailer('local mailbox', () => {
  const mailbox = createLocalMailbox({ clock });
  return Promise.resolve({
    mailer: mailbox,
    delivered: () =>
      Promise.resolve(
        mailbox
          .messages()
          .map(({ to, subject, text, html }) => ({ to, subject, text, html }))
          .reverse(),
      ),
    close: () => Promise.resolve(),
  });
});

describeMailer('SMTP', async () => {
  const service = await startSmtpService();
  const mailer = createSmtpMailer({ url: new Sensitive(`smtp://127.0.0.1:${String(service.port)}`), from, timeout });
  return {
    mailer,
    async delivered() {
      const mails = await service.parsed();
      return mails.map(({ subject = '', text = '', html }, i) => ({
        to: service.recipients[i]?.join() ?? '',
        subject,
        text,
        html: html || '',
      }));
    },
    async close() {
      mailer.close();
      await service.close();
    },
  };
});

describeMailer('Azure', async () => {
  const azure = await startFakeAzureEmail();
  return {
    mailer: createAzureMailer({ connectionString: new Sensitive(azure.connectionString), from, timeout }),
    delivered: () =>
      Promise.resolve(
        azure.delivered.map(({ content: { html = '', plainText: text = '', subject }, recipients }) => ({
          to: recipients.to.map(({ address }) => address).join(),
          subject,
          text,
          html,
        })),
      ),
    close: () => azure.close(),
  };
});

describe('local mailbox', () => {
  it('the local mailbox shows the newest mail first, with its time, and keeps only the last ones', async () => {
    let now = 1_000 as Instant;
    const mailbox = createLocalMailbox({ clock: { ...clock, now: () => now }, keep: 2 });
    for (const subject of ['one', 'two', 'three']) {
      await mailbox.send({ ...aMail, subject });
      now = (now + 1) as Instant;
    }
    expect(mailbox.messages()).toMatchObject([
      { subject: 'three', at: 1_002, to: 'ana@example.com' },
      { subject: 'two', at: 1_001 },
    ]);
    expect(mailbox.messages()).toHaveLength(2);
  });
});
