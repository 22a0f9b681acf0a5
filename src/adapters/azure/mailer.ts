import { Agent } from 'node:http';
import { EmailClient, type EmailClientOptions, type EmailMessage } from '@azure/communication-email';
import { parseMailSender, type MailSender } from '../../domain/mail/mail-sender';
import type { Sensitive } from '../../domain/sensitive';
import type { MailMessage, Mailer, MailSendResult } from '../../ports/mail/mailer';
import { parseConnectionString, type TransportSecurity } from '../../domain/mail/azure-connection-string';
import { withTimeout } from '../../timing/with-timeout';
import { classifyResponse, classifyMissingResponse } from './mail-response';

export interface AzureMailerOptions {
  /** `endpoint=https://….communication.azure.com/;accesskey=…` */
  readonly connectionString: Sensitive<string>;
  /** `IESS <no-reply@example.org>` or the bare address. Azure takes the display name from its own settings, not from the request. */
  readonly from: string;
  /** How long one mail may take (ms). */
  readonly timeout: number;
}

/**
 * Sends mail over Azure Communication Services, without retries. The operation id is an idempotency key, so a caller may retry every mail
 * whose result is unknown. @throws Error, without the connection string, when that is malformed
 */
export function createAzureMailer({ connectionString, from, timeout }: AzureMailerOptions): Mailer {
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
            resolve(classifyResponse(response));
            over.abort();
          },
        })
        .catch((error: unknown) => {
          resolve(classifyMissingResponse(reasonOf(error as Fault)));
        });
    });

  return {
    async send(message) {
      const over = new AbortController();
      try {
        return await withTimeout(timeout, post(message, over), () => classifyMissingResponse('ETIMEDOUT'));
      } finally {
        over.abort();
      }
    },
  };
}

function connect(connectionString: Sensitive<string>): EmailClient {
  const channel = parseConnectionString(connectionString.expose());
  if (channel.ok) return new EmailClient(connectionString.expose(), clientOptions(channel.value));
  // Not left to the library, whose error quotes the whole string and its key.
  throw new Error('COMMUNICATION_SERVICES_CONNECTION_STRING is not endpoint=https://host/;accesskey=base64');
}

const clientOptions = (channel: TransportSecurity): EmailClientOptions => ({
  // By default the library retries, and waits as long as the service tells it to.
  retryOptions: { maxRetries: 0 },
  // Redirects are not followed, because they would forward the mail and its secret.
  redirectOptions: { maxRetries: 0 },
  // An agent of its own bypasses the proxy of the environment, which is for addresses outside of this machine.
  ...(channel !== 'tls' && { allowInsecureConnection: true, agent: new Agent({ keepAlive: true }) }),
});

const inAzure = ({ html, locale, operationId, subject, text, to }: MailMessage, sender: MailSender): EmailMessage => ({
  senderAddress: sender.address,
  recipients: { to: [{ address: to.expose() }] },
  content: { subject, plainText: text.expose(), html: html.expose() },
  headers: {
    'Message-ID': `<${operationId}@${sender.domain}>`,
    'Content-Language': locale,
    // Suppresses out-of-office replies (RFC 3834; the second header is for Exchange).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
  // Tracking would send every link, and with it the secret, through a counter.
  disableUserEngagementTracking: true,
});

interface Fault {
  readonly name: string;
  readonly code?: unknown;
}

/** Returns a system's error code or the error's name, because the library's errors carry the request with the mail and its signature. */
const reasonOf = ({ code, name }: Fault): string =>
  typeof code === 'string' && /^[A-Z][A-Z\d_]{1,60}$/.test(code) ? code : name;
