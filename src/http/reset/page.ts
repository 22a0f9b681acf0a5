import type { Request } from 'restify';
import { chooseLocale } from '../../i18n/choose-locale';
import type { Words } from '../../i18n/copy';
import type { Random } from '../../ports/random';
import { send } from '../answer';
import { pagePolicy } from '../headers';
import type { Problem } from '../problem';
import { resetApiRoutes, type ResetApiOptions } from './api';
import { resetPageData, type PageRefusal } from './words';
import type { Route } from '../route';
import { embedJson, fill } from '../template';
import type { WebFiles } from '../web-files';

export interface ResetPageOptions extends ResetApiOptions {
  readonly words: Words;
  readonly web: WebFiles;
  readonly random: Random;
}

/**
 * The page on which the new key is chosen. Showing it is inert: mail scanners open links, and consume nothing. When it is refused the person
 * gets the page all the same: the link's token stands in the fragment, which the page keeps until it is taken.
 */
export function resetPageRoutes(options: ResetPageOptions): readonly Route[] {
  const render = createRender(options);
  const page: Route = {
    method: 'GET',
    path: '/restablecer',
    async handle(request, response) {
      await options.countByAddress('address-page-views', request);
      send(response, render(request));
    },
    show(problem, request, response) {
      send(response, render(request, problem));
    },
  };
  return [page, ...resetApiRoutes(options)];
}

function createRender({ random, web, words }: ResetPageOptions) {
  return (request: Request, problem?: Problem) => {
    const locale = chooseLocale(request.headers['accept-language']);
    const nonce = random.token(16);
    const { html, script, style } = web.reset;
    const headers = { ...problem?.options.headers, ...pagePolicy(nonce), Vary: 'Accept, Accept-Language' };
    const data = { ...resetPageData(words, locale), ...(problem && { refusal: refusalOf(problem) }) };
    const values = { ...data.texts[locale], locale, nonce, script, style, data: embedJson(data) };
    const body = fill(html, values);
    return { status: problem?.status ?? 200, type: 'text/html; charset=utf-8', body, headers };
  };
}

function refusalOf({ options, status }: Problem): PageRefusal {
  const seconds = Number(options.headers?.['Retry-After'] ?? 0);
  return status === 429 ? { kind: 'busy', seconds } : { kind: 'trouble' };
}
