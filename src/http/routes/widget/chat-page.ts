import type { Request } from 'restify';
import type { Locale } from '../../../domain/locale';
import { chooseLocale } from '../../../i18n/choose-locale';
import type { MessageCatalog } from '../../../i18n/translate';
import type { Clock, Random } from '../../../ports/system';
import { sendPage } from '../../server/responses';
import { chatCsp, type ChatCspOptions } from '../../server/headers';
import type { Route } from '../../server/route';
import { jsonForScript, fillPageTemplate } from '../web-files/page-template';
import type { WebFiles } from '../web-files/web-files';
import { chatTextsByLocale, type ChatPageData } from './chat-page-data';

export interface ChatPageOptions extends ChatCspOptions {
  readonly catalog: MessageCatalog;
  readonly web: WebFiles;
  readonly random: Random;
  readonly clock: Clock;
  /** Characters of one message. */
  readonly maxTextLength: number;
  /** The longest lifetime (ms) of a code, a link or a reset session: the page words each whole minute up to it. */
  readonly longestCountdown: number;
}

/** The chat page, framed by `widget.js` on an institution's pages, or opened alone in a window. */
export function chatPageRoute(options: ChatPageOptions): Route {
  const { catalog, web, random, clock, publicUrl, widgetOrigins, directLine } = options;
  const texts = chatTextsByLocale(catalog, options.longestCountdown);
  const parents = [new URL(publicUrl).origin, ...widgetOrigins];

  return {
    method: 'GET',
    path: '/widget',
    handle(request, response) {
      const locale = chosenLocale(request);
      const nonce = random.token(16);
      const { html, script, style } = web.chat;
      const data: ChatPageData = {
        locale,
        texts,
        now: clock.now(),
        parentOrigins: parents,
        tokenUrl: '/api/token',
        directLine,
        maxTextLength: options.maxTextLength,
      };
      const values = {
        ...texts[locale],
        locale,
        nonce,
        script,
        style,
        webChat: web.webChatScript,
        data: jsonForScript(data),
      };
      // `X-Frame-Options` cannot list origins; `frame-ancestors` says who may frame this page.
      response.removeHeader('X-Frame-Options');
      sendPage(response, fillPageTemplate(html, values), { ...chatCsp(nonce, options), Vary: 'Accept-Language' });
      return Promise.resolve();
    },
  };
}

/** `?lang=` names the language of the embedding page; without it the browser's preference counts. */
function chosenLocale(request: Request): Locale {
  const lang = new URLSearchParams(request.getQuery()).get('lang');
  return chooseLocale(lang === 'es' || lang === 'en' ? lang : request.headers['accept-language']);
}
