import { Agent } from 'node:http';
import { EmailClient, type EmailClientOptions, type EmailMessage } from '@azure/communication-email';
import { parseMailSender, type MailSender } from '../../domain/mail/mail-sender';
import type { Sensitive } from '../../domain/sensitive';
import type { MailMessage, Mailer, MailSendResult } from '../../ports/mail/mailer';
import { parseConnectionString, type TransportSecurity } from '../../domain/mail/azure-connection-string';
import { withTimeout } from '../../timing/with-timeout';
import { receiptFromResponse, receiptWithoutResponse } from './mail-response';

/** How long one mail may take, in ms (security parameter 19). */
const PATIENCE = 5_000;

export interface AzureMailerOptions {
  /** `endpoint=https://….communication.azure.com/;accesskey=…` */
  readonly connectionString: Sensitive<string>;
  /** `IESS <no-reply@example.org>` or the bare address. The display name is kept with the domain in Azure: no request can bring one. */
  readonly from: string;
}

/**
 * Mail over Azure Communication Services. It knows a mail by its operation id, so every mail that may have been taken can be sent
 * again; nothing is tried again here. @throws Error, without the connection string, when it is none
 */
export function createAzureMailer({ connectionString, from }: AzureMailerOptions): Mailer {
  const client = connect(connectionString);
  const sender = parseMailSender(from);
  if (!sender.ok) throw new Error('MAIL_FROM is no e-mail address');

  const post = (message: MailMessage, over: AbortController): Promise<MailSendResult> =>
    new Promise((resolve) => {
      client
        .beginSend(inAzure(message, sender.value), {
          operationId: message.operationId,
          abortSignal: over.signal,
          // The library would now poll the mail's state and fail when polling fails, although the mail was taken. The result comes as a
          // delivery report, so the operation is aborted before its first poll.
          onResponse: (response) => {
            resolve(receiptFromResponse(response));
            over.abort();
          },
        })
        .catch((error: unknown) => {
          resolve(receiptWithoutResponse(reasonOf(error as Fault)));
        });
    });

  return {
    async send(message) {
      const over = new AbortController();
      try {
        return await withTimeout(PATIENCE, post(message, over), () => receiptWithoutResponse('ETIMEDOUT'));
      } finally {
        over.abort();
      }
    },
  };
}

function connect(connectionString: Sensitive<string>): EmailClient {
  const channel = parseConnectionString(connectionString.expose());
  if (channel.ok) return new EmailClient(connectionString.expose(), clientOptions(channel.value));
  // The library's own error carries the whole text, key and all: it is never asked.
  throw new Error('COMMUNICATION_SERVICES_CONNECTION_STRING is not endpoint=https://host/;accesskey=base64');
}

const clientOptions = (channel: TransportSecurity): EmailClientOptions => ({
  // Left alone it posts a second time, and waits as long as it is told to.
  retryOptions: { maxRetries: 0 },
  // Nobody may send the mail and its secret on to another place.
  redirectOptions: { maxRetries: 0 },
  // An agent of its own keeps it from the proxy of the environment, which is for the world outside.
  ...(channel !== 'tls' && { allowInsecureConnection: true, agent: new Agent({ keepAlive: true }) }),
});

const inAzure = ({ html, locale, operationId, subject, text, to }: MailMessage, sender: MailSender): EmailMessage => ({
  senderAddress: sender.address,
  recipients: { to: [{ address: to.expose() }] },
  content: { subject, plainText: text.expose(), html: html.expose() },
  headers: {
    'Message-ID': `<${operationId}@${sender.domain}>`,
    'Content-Language': locale,
    // No out-of-office answers (RFC 3834; the second is Exchange's own).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
  // It would lead every link, and with it the secret, by way of a counter.
  disableUserEngagementTracking: true,
});

interface Fault {
  readonly name: string;
  readonly code?: unknown;
}

/** A code as systems give it, or a name: the library's errors carry the request, with the mail and its signature. */
const reasonOf = ({ code, name }: Fault): string =>
  typeof code === 'string' && /^[A-Z][A-Z\d_]{1,60}$/.test(code) ? code : name;
