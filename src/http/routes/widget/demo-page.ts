import { chooseLocale } from '../../../i18n/choose-locale';
import { contactsOf } from '../../../i18n/contacts';
import type { MessageCatalog } from '../../../i18n/translate';
import type { Random } from '../../../ports/system';
import { sendPage } from '../../server/responses';
import { demoCsp } from '../../server/headers';
import type { Route } from '../../server/route';
import { fillPageTemplate } from '../web-files/page-template';
import type { WebFiles } from '../web-files/web-files';
import { demoSection, type DemoSection } from './demo-section';
import { demoPageTexts } from './demo-page-texts';

export interface DemoPageOptions {
  readonly catalog: MessageCatalog;
  readonly web: WebFiles;
  readonly random: Random;
  readonly publicUrl: string;
  /** How long a code can be used (ms). */
  readonly codeLifetime: number;
  /** Section for testers; without it the page shows only what an institution's visitors would see. */
  readonly demo?: DemoSection;
}

/** The demo of an institution's page that embeds the chat. */
export const demoPageRoute = (options: DemoPageOptions): Route => ({
  method: 'GET',
  path: '/',
  handle(request, response) {
    const { catalog, web, random, publicUrl, codeLifetime, demo } = options;
    const locale = chooseLocale(request.headers['accept-language']);
    const nonce = random.token(16);
    const copy = catalog(locale);
    const { html, script, style } = web.demo;
    const { origin } = new URL(publicUrl);
    const values = {
      ...demoPageTexts(copy, codeLifetime),
      ...{ locale, nonce, script, style, widget: web.embedScript.path },
      line: `<script src="${origin}${web.embedScript.path}" defer></script>`,
      directives: `script-src ${origin}; frame-src ${origin}`,
      phone: contactsOf(copy).dial,
      demo: demo === undefined ? '' : demoSection(demo, copy),
    };
    sendPage(response, fillPageTemplate(html, values), { ...demoCsp(nonce), Vary: 'Accept-Language' });
    return Promise.resolve();
  },
});
