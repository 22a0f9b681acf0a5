import { chooseLocale } from '../../i18n/choose-locale';
import { contactsIn } from '../../i18n/contacts';
import type { Words } from '../../i18n/copy';
import type { Random } from '../../ports/random';
import { sendPage } from '../answer';
import { demoPolicy } from '../headers';
import type { Route } from '../route';
import { fill } from '../template';
import type { WebFiles } from '../web-files';
import { demoSection, type DemoSection } from './demo-section';
import { demoText } from './demo-words';

export interface DemoPageOptions {
  readonly words: Words;
  readonly web: WebFiles;
  readonly random: Random;
  readonly publicUrl: string;
  /** Without it the page is what visitors of the institution would see, and nothing more. */
  readonly demo?: DemoSection;
}

/** A page of an institution that has embedded the chat. */
export const demoPageRoute = (options: DemoPageOptions): Route => ({
  method: 'GET',
  path: '/',
  handle(request, response) {
    const { words, web, random, publicUrl, demo } = options;
    const locale = chooseLocale(request.headers['accept-language']);
    const nonce = random.token(16);
    const copy = words(locale);
    const { html, script, style } = web.demo;
    const { origin } = new URL(publicUrl);
    const values = {
      ...demoText(copy),
      ...{ locale, nonce, script, style, widget: web.embed.path },
      line: `<script src="${origin}${web.embed.path}" defer></script>`,
      directives: `script-src ${origin}; frame-src ${origin}`,
      phone: contactsIn(copy).dial,
      demo: demo === undefined ? '' : demoSection(demo, copy),
    };
    sendPage(response, fill(html, values), { ...demoPolicy(nonce), Vary: 'Accept-Language' });
    return Promise.resolve();
  },
});
