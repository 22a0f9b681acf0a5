import { inspect } from 'node:util';
import type { EmailAddress } from '../../../src/domain/mail/email-address';
import { Sensitive } from '../../../src/domain/sensitive';
import type { Mailer, MailMessage, MailSendResult } from '../../../src/ports/mail/mailer';

interface DeliveredMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailerHarness {
  readonly mailer: Mailer;
  /** The delivered mails, oldest first. */
  delivered(): Promise<readonly DeliveredMail[]>;
  close(): Promise<void>;
}

export const aMail: MailMessage = {
  to: new Sensitive('ana@example.com' as EmailAddress),
  subject: 'Recuperación Clave para RUC',
  text: new Sensitive('Su código: 012 345\n.\nHasta las 15:04:05, hora de Ecuador.\n'),
  html: new Sensitive('<p lang="es">Su código: <b>012 345</b> → ¡úselo!</p>\n'),
  locale: 'es-EC',
  operationId: '3f0c5f3e-6f0f-4d59-9d8c-6a1f2f8a7b10',
};

/** The contract of every mailer. */
export function describeMailer(name: string, open: () => Promise<MailerHarness>): void {
  describe(`${name}: mailer`, () => {
    let harness: MailerHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    it('delivers the subject and both parts unchanged to the one address', async () => {
      expect(await harness.mailer.send(aMail)).toEqual({ kind: 'accepted' });
      expect(await harness.delivered()).toEqual([
        { to: 'ana@example.com', subject: aMail.subject, text: aMail.text.expose(), html: aMail.html.expose() },
      ]);
    });

    it('keeps several simultaneous mails apart', async () => {
      const mails = Array.from({ length: 12 }, (_, i) => ({
        to: `persona${String(i)}@example.com` as EmailAddress,
        operation: `${aMail.operationId.slice(0, -2)}${String(10 + i)}`,
      }));
      const receipts = mails.map(({ operation, to }) =>
        harness.mailer.send({
          ...aMail,
          operationId: operation,
          to: new Sensitive(to),
          text: new Sensitive(`para ${to}\n`),
        }),
      );
      expect(new Set((await Promise.all(receipts)).map(({ kind }) => kind))).toEqual(new Set(['accepted']));
      const delivered = await harness.delivered();
      expect(delivered.map(({ to, text }) => `${to} ${text}`).sort()).toEqual(
        mails.map(({ to }) => `${to} para ${to}\n`).sort(),
      );
    });
  });
}

/** Parts of the service's replies and of the request, none of which may be anywhere in a result. */
const NEVER_TOLD = /@example|012 345|s3cr3t|secret-policy/;

/** Searches the whole result for secrets, and returns what a log shows of it: the kind and the code of the cause. */
export function expectNoSecretIn(receipt: MailSendResult, ...secrets: readonly string[]): Record<string, unknown> {
  const written = inspect(receipt, { depth: null, showHidden: true });
  expect(written).not.toMatch(NEVER_TOLD);
  for (const secret of secrets) expect(written).not.toContain(secret);
  if (!('cause' in receipt)) return { ...receipt };
  const { cause, ...rest } = receipt;
  return { ...rest, code: (cause as { code?: unknown }).code };
}
