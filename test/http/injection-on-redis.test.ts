import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import type { DemoEmployer } from '../../src/adapters/memory/demo-employers';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { createServiceClient, firstCookieOf } from '../support/http/service-client';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { employersOfOneAccountant } from '../support/recovery/unknown-claims';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { seedEmployers } from '../support/postgres/seed-employers';
import { codeInText, linkInText, startService, type RunningService } from '../support/http/running-service';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { createDatabase, type TestDatabase } from '../support/postgres/test-database';
import { describeWith } from '../support/jest/required-tools';
import { waitUntil } from '../support/jest/wait-until';

const NAME = '"><img src=x onerror=alert(1)>\r\nBcc: eva@example.net\r\n\r\n=HYPERLINK("https://evil.example")';
const ODD = "o'neil&co@example.com";

/** Invalid addresses that contain a valid one. */
const FORGED = [
  'ana@example.com\r\nBcc: eva@example.net',
  'ana@example.com\nSubject: hola',
  'ana@example.com\r\n',
  'ana@example.com, eva@example.net',
  'ana@example.com;eva@example.net',
  '"><script>alert(1)</script>@example.com',
  '<eva@example.net> ana@example.com',
];

describeWith(['redis-server', 'postgresql'], 'hostile data in the registry, on Redis, PostgreSQL and SMTP', () => {
  const employers = employersOfOneAccountant(1 + FORGED.length).map((employer, n): DemoEmployer => ({
    ...employer,
    legalName: NAME,
    mailbox: [ODD, ...FORGED][n] ?? '',
  }));
  const typed = ({ claim: { branch, document, ruc } }: DemoEmployer) =>
    `${documentNumber(document)} ruc ${ruc} sucursal ${branch}`;

  let redis: AcquiredRedis;
  let postgres: TestDatabase;
  let smtp: SmtpService;
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [redis, postgres, smtp, channel] = await Promise.all([
      acquireRedis(),
      createDatabase(),
      startSmtpService(),
      startFakeChannel(),
    ]);
    service = await startService({
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_FROM: 'IESS <no-responder@example.org>',
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
    });
    await seedEmployers(postgres.url, { employers, hasher: createArgon2AccessKeyHasher() });
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([smtp.close(), channel.stop(), redis.release(), postgres.drop()]);
  });

  it('hostile data becomes neither a header nor a recipient nor markup in any of the three mails of a recovery', async () => {
    const [employer] = employers;
    const { say } = channelUser(channel, service.url);
    const newestText = async () => (await smtp.parsed()).at(-1)?.text ?? '';
    const said = await say(employer ? typed(employer) : '', 'sí', 'sí');
    expect(said[0]).toContain('Le envié un código');
    said.push(...(await say(codeInText(await newestText()))));
    const { open, post } = createServiceClient(service.url);
    const opened = await open(linkInText(await newestText()));
    expect(
      (await post('/api/reset/key', { key: 'faro lento bajo nube 81' }, { Cookie: firstCookieOf(opened) })).status,
    ).toBe(200);
    await waitUntil(() => smtp.raw.length === 3);

    expect(smtp.recipients).toEqual([[ODD], [ODD], [ODD]]);
    for (const mail of await smtp.parsed()) {
      expect([mail.to, mail.cc, mail.bcc].flat().map((one) => one?.value.map(({ address }) => address))).toEqual([
        [ODD],
        undefined,
        undefined,
      ]);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      expect(`${mail.subject}${mail.text}${String(mail.html)}`).not.toMatch(
        /<img|onerror|evil\.example|eva@|HYPERLINK/,
      );
    }
    expect(smtp.raw.join('')).not.toMatch(/^bcc:/im);
    expect(JSON.stringify([opened, said])).not.toMatch(/<img|onerror|evil\.example|eva@/);
  });

  it.each(FORGED.map((mailbox, n) => [JSON.stringify(mailbox), n + 1] as const))(
    'the hostile mailbox %s is not accepted: no mail is sent, and the in-person procedure is shown',
    async (_mailbox, n) => {
      const [employer, before] = [employers[n], smtp.raw.length];
      const said = await channelUser(channel, service.url).say(employer ? typed(employer) : '', 'sí', 'sí');
      expect(said[0]).toContain('no tiene un correo válido');
      expect(said.join()).not.toMatch(/eva@|<script|alert/);
      expect(smtp.raw).toHaveLength(before);
    },
  );
});
