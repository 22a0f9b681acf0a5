import { createTransport, type NodemailerError, type PluginFunction } from 'nodemailer';
import { parseMailSender } from '../../domain/mail/mail-sender';
import type { Sensitive } from '../../domain/sensitive';
import type { MailMessage, Mailer } from '../../ports/mail/mailer';
import { smtpPoolOptions } from './pool-options';
import { classifyFailure } from './classify-failure';

export interface SmtpMailerOptions {
  /** `smtp://` or `smtps://`, perhaps with a password. */
  readonly url: Sensitive<string>;
  /** `IESS <no-reply@example.org>` or the bare address. */
  readonly from: string;
  /** How long one mail may take, and how long the mail service may be silent (ms). */
  readonly timeout: number;
}

export interface SmtpMailer extends Mailer {
  /** Closes the connections, after mails that are being sent. */
  close(): void;
}

/**
 * Sends mail over SMTP, without retries. SMTP is not idempotent: a mail whose reply was lost is `uncertain`, and sent again it may arrive
 * twice, with the same Message-ID.
 */
export function createSmtpMailer({ url, from, timeout }: SmtpMailerOptions): SmtpMailer {
  const transport = createTransport(smtpPoolOptions(url, timeout));
  const handedOver = new WeakSet<AbortSignal>();
  transport.use('stream', trackHandOver(handedOver));
  const sender = parseMailSender(from);
  if (!sender.ok) throw new Error('MAIL_FROM is no e-mail address');

  return {
    async send(message) {
      // The connection's time-outs measure silence only. This one also ends slow replies and the wait for a pooled connection.
      const signal = AbortSignal.timeout(timeout);
      const messageId = `<${message.operationId}@${sender.value.domain}>`;
      try {
        await transport.sendMail({ ...toMimeFields(message), from, messageId, signal });
        return { kind: 'accepted' };
      } catch (error) {
        return classifyFailure(error as NodemailerError, handedOver.has(signal) ? 'handed-over' : 'under-way');
      }
    },

    close() {
      transport.close();
    },
  };
}

const toMimeFields = ({ to, subject, text, html, locale }: MailMessage) => ({
  // An object is always one address; in a string, a comma would make it two.
  to: { name: '', address: to.expose() },
  subject,
  text: text.expose(),
  html: html.expose(),
  headers: {
    'Content-Language': locale,
    // Suppresses out-of-office replies (RFC 3834; the second header is for Exchange).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
  xMailer: false as const,
});

/**
 * Adds the signal of a mail to `handedOver` once the mail's last byte was read for sending. From then on the server may accept the mail,
 * whatever fails later; before, it cannot. The library's errors do not make this distinction.
 */
const trackHandOver =
  (handedOver: WeakSet<AbortSignal>): PluginFunction =>
  ({ data: { signal }, message }, next) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      // A listener for `end` does not start the stream.
      open(options).once('end', () => {
        if (signal) handedOver.add(signal);
      });
    next();
  };
