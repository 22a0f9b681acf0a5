import { chooseLocale } from '../../i18n/choose-locale';
import type { Words } from '../../i18n/copy';
import type { Random } from '../../ports/random';
import { sendPage } from '../answer';
import { pagePolicy } from '../headers';
import { resetApiRoutes, type ResetApiOptions } from './api';
import { resetPageData } from './words';
import type { Route } from '../route';
import { embedJson, fill } from '../template';
import type { WebFiles } from '../web-files';

export interface ResetPageOptions extends ResetApiOptions {
  readonly words: Words;
  readonly web: WebFiles;
  readonly random: Random;
}

/** The page on which the new key is chosen. Showing it is inert: mail scanners open links, and consume nothing. */
export function resetPageRoutes(options: ResetPageOptions): readonly Route[] {
  const { words, web, random } = options;

  const page: Route = {
    method: 'GET',
    path: '/restablecer',
    handle(request, response) {
      const locale = chooseLocale(request.headers['accept-language']);
      const nonce = random.token(16);
      const { html, script, style } = web.reset;
      const data = resetPageData(words, locale);
      const values = {
        ...data.texts[locale],
        locale,
        nonce,
        script,
        style,
        data: embedJson(data),
      };
      sendPage(response, fill(html, values), { ...pagePolicy(nonce), Vary: 'Accept-Language' });
      return Promise.resolve();
    },
  };
  return [page, ...resetApiRoutes(options)];
}
