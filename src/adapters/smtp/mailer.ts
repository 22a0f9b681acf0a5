import { createTransport, type NodemailerError } from 'nodemailer';
import type { Sensitive } from '../../domain/sensitive';
import { Unavailable } from '../../ports/errors';
import type { MailMessage, Mailer } from '../../ports/mailer';
import { PATIENCE, smtpConnection } from './connection';

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
 * Mail over SMTP. It has no idempotency: a mail whose answer got lost counts as not taken and may arrive twice, under one
 * Message-ID. Nothing is tried again here.
 */
export function createSmtpMailer({ url, from }: SmtpMailerOptions): SmtpMailer {
  const transport = createTransport(smtpConnection(url));
  const domain = domainOf(from);

  return {
    async send(message) {
      try {
        await transport.sendMail({
          ...inMime(message),
          from,
          messageId: `<${message.operation}@${domain}>`,
          // The time-outs of the connection count silence; this ends a service that trickles, and a wait for the pool.
          signal: AbortSignal.timeout(PATIENCE),
        });
        return { kind: 'accepted' };
      } catch (error) {
        if (isRefusal(error as NodemailerError)) return { kind: 'refused' };
        throw new Unavailable('mailer', new Error(describe(error as NodemailerError)));
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

/**
 * Only what is said of this recipient or this mail is final. A refused log-in or sender is our own mistake: it must not
 * read as a dead mailbox.
 */
function isRefusal({ code, command, responseCode = 0 }: NodemailerError): boolean {
  const isAboutTheMail = command === 'RCPT TO' || command === 'DATA';
  const isMalformedAddress = code === 'EENVELOPE' && command === 'API';
  return isMalformedAddress || (isAboutTheMail && responseCode >= 500);
}

/** The error's own text may quote addresses and what the server said. */
const describe = ({ code, command, responseCode }: NodemailerError): string =>
  ['SMTP', code, command, responseCode].filter((part) => part !== undefined).join(' ');

function domainOf(from: string): string {
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1];
  if (domain === undefined) throw new Error('MAIL_FROM is no e-mail address');
  return domain;
}
