import type { MessageKey, MessageCatalog } from '../../i18n/translate';
import { chooseLocale } from '../../i18n/choose-locale';
import type { Random } from '../../ports/system';
import { sendJson, sendPage } from '../server/responses';
import { mailboxCsp } from '../server/headers';
import type { Route } from '../server/route';
import { jsonForScript, fillPageTemplate } from './web-files/page-template';
import type { WebFiles } from './web-files/web-files';

/** A mail in the form in which the mailbox page gets it. */
export interface MailboxMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface MailboxOptions {
  /** Newest first. */
  readonly mailbox: { messages(): readonly MailboxMessage[] };
  readonly catalog: MessageCatalog;
  readonly web: WebFiles;
  readonly random: Random;
}

const KEYS = [
  'page.mailbox.title',
  'page.mailbox.text',
  'page.mailbox.refresh',
  'page.mailbox.no-script',
  'page.mailbox.empty',
  'page.mailbox.empty-hint',
  'page.mailbox.chat',
  'page.mailbox.list',
  'page.mailbox.new',
  'page.mailbox.arrived',
  'page.mailbox.unavailable',
  'page.mailbox.back',
  'page.mailbox.to',
  'page.mailbox.at',
  'page.mailbox.copy',
  'page.mailbox.copied',
  'page.mailbox.copied-announcement',
  'page.mailbox.copy-refused',
  'page.mailbox.open',
  'page.mailbox.new-tab',
  'page.mailbox.text-version',
] as const satisfies readonly MessageKey[];

/** Values that stay placeholders, for the browser to fill in. */
const PLACEHOLDERS = { time: '{time}', subject: '{subject}' };

export type MailboxTexts = Readonly<Record<(typeof KEYS)[number], string>>;

/** Routes of the local mailbox. It shows codes and links without authentication, so it is mounted only when no mail leaves the process. */
export function mailboxRoutes({ mailbox, catalog, web, random }: MailboxOptions): readonly Route[] {
  const page: Route = {
    method: 'GET',
    path: '/buzon',
    handle(request, response) {
      const locale = chooseLocale(request.headers['accept-language']);
      const nonce = random.token(16);
      const copy = catalog(locale);
      const text = Object.fromEntries(KEYS.map((key) => [key, copy(key, PLACEHOLDERS)]));
      const { html, script, style } = web.mailbox;
      const values = { ...text, locale, nonce, script, style, texts: jsonForScript(text) };
      sendPage(response, fillPageTemplate(html, values), { ...mailboxCsp(nonce), Vary: 'Accept-Language' });
      return Promise.resolve();
    },
  };

  const messages: Route = {
    method: 'GET',
    path: '/buzon/messages',
    handle(_request, response) {
      sendJson(response, mailbox.messages());
      return Promise.resolve();
    },
  };

  return [page, messages];
}
