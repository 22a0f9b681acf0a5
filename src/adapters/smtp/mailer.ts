import { createTransport, type NodemailerError } from 'nodemailer';
import { parseMailSender } from '../../domain/mail/mail-sender';
import type { Sensitive } from '../../domain/sensitive';
import type { MailMessage, Mailer } from '../../ports/mail/mailer';
import { MAIL_TIMEOUT, smtpPoolOptions } from './pool-options';
import { classifyFailure } from './classify-failure';
import { trackHandOver } from './track-hand-over';

export interface SmtpMailerOptions {
  /** `smtp://` or `smtps://`, perhaps with a password. */
  readonly url: Sensitive<string>;
  /** `IESS <no-reply@example.org>` or the bare address. */
  readonly from: string;
}

export interface SmtpMailer extends Mailer {
  /** Ends the connections; a mail on its way is finished first. */
  close(): void;
}

/**
 * Mail over SMTP. It has no idempotency: a mail whose answer got lost is `uncertain`, and sent again it may arrive twice, under one
 * Message-ID. Nothing is tried again here.
 */
export function createSmtpMailer({ url, from }: SmtpMailerOptions): SmtpMailer {
  const transport = createTransport(smtpPoolOptions(url));
  const handedOver = new WeakSet<AbortSignal>();
  transport.use('stream', trackHandOver(handedOver));
  const sender = parseMailSender(from);
  if (!sender.ok) throw new Error('MAIL_FROM is no e-mail address');

  return {
    async send(message) {
      // The time-outs of the connection count silence; this ends a service that trickles, and a wait for the pool.
      const signal = AbortSignal.timeout(MAIL_TIMEOUT);
      const messageId = `<${message.operationId}@${sender.value.domain}>`;
      try {
        await transport.sendMail({ ...inMime(message), from, messageId, signal });
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

const inMime = ({ to, subject, text, html, locale }: MailMessage) => ({
  // As an object the address is one address, whatever stands in it; in a string a comma would make it two.
  to: { name: '', address: to.expose() },
  subject,
  text: text.expose(),
  html: html.expose(),
  headers: {
    'Content-Language': locale,
    // No out-of-office answers (RFC 3834; the second is Exchange's own).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
  xMailer: false as const,
});
