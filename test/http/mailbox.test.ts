import type { MailboxMessage } from '../../src/http/routes/mailbox';
import { startWebServer, type WebServer } from '../support/http/web-server';

const mails: readonly MailboxMessage[] = [
  { to: 'ana@example.com', subject: 'B', text: '123 456', html: '<p>123 456</p>', at: '2026-01-02T03:04:06.000Z' },
  { to: 'ana@example.com', subject: 'A', text: 'a', html: '<p>a</p>', at: '2026-01-02T03:04:05.000Z' },
];

async function withSite<T>(
  options: { mails?: readonly MailboxMessage[] },
  act: (site: WebServer) => Promise<T>,
): Promise<T> {
  const site = await startWebServer(options);
  return act(site).finally(() => site.stop());
}

describe('local mailbox', () => {
  it('the mailbox returns the mails unchanged and uncached', () =>
    withSite({ mails }, async ({ url }) => {
      const response = await fetch(`${url}/buzon/messages`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual(mails);
    }));

  it('the page of the mailbox runs no script but its own', () =>
    withSite({ mails }, async ({ url }) => {
      const response = await fetch(`${url}/buzon`);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'.*script-src 'nonce-[\w-]+';/);
      const html = await response.text();
      expect(html).toContain('<h1>Buzón local</h1>');
      expect(html).not.toContain('{{');
    }));

  it('the mailbox is not served when mails are sent by a mail service', () =>
    withSite({}, async ({ url }) => {
      expect((await fetch(`${url}/buzon`)).status).toBe(404);
      expect((await fetch(`${url}/buzon/messages`)).status).toBe(404);
    }));
});
