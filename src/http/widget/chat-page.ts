import type { Request } from 'restify';
import type { Locale } from '../../domain/locale';
import { chooseLocale } from '../../i18n/choose-locale';
import type { Words } from '../../i18n/copy';
import type { Clock } from '../../ports/clock';
import type { Random } from '../../ports/random';
import { policy } from '../../recovery/policy';
import { sendPage } from '../answer';
import { chatPolicy, type ChatPolicyOptions } from '../headers';
import type { Route } from '../route';
import { embedJson, fill } from '../template';
import type { WebFiles } from '../web-files';
import { chatTexts, type ChatPageData } from './chat-words';

export interface ChatPageOptions extends ChatPolicyOptions {
  readonly words: Words;
  readonly web: WebFiles;
  readonly random: Random;
  readonly clock: Clock;
}

/** The chat itself, framed by `widget.js` on an institution's pages, or alone in a window. */
export function chatPageRoute(options: ChatPageOptions): Route {
  const { words, web, random, clock, publicUrl, widgetOrigins, directLine } = options;
  const texts = chatTexts(words);
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
        parents,
        tokenUrl: '/api/token',
        directLine,
        textLength: policy.chat.textLength,
      };
      const values = {
        ...texts[locale],
        locale,
        nonce,
        script,
        style,
        webChat: web.webChat,
        data: embedJson(data),
      };
      // It knows no list of origins: `frame-ancestors` says who may frame this page.
      response.removeHeader('X-Frame-Options');
      sendPage(response, fill(html, values), { ...chatPolicy(nonce, options), Vary: 'Accept-Language' });
      return Promise.resolve();
    },
  };
}

/** `?lang=` is what the institution's page speaks; without it, what the browser prefers. */
function chosenLocale(request: Request): Locale {
  const asked = new URLSearchParams(request.getQuery()).get('lang');
  return chooseLocale(asked === 'es' || asked === 'en' ? asked : request.headers['accept-language']);
}
