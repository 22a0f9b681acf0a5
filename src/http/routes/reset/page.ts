import type { Request } from 'restify';
import { chooseLocale } from '../../../i18n/choose-locale';
import { contactsOf } from '../../../i18n/contacts';
import type { MessageCatalog } from '../../../i18n/translate';
import type { Random } from '../../../ports/system';
import { sendResponse } from '../../server/responses';
import { pageCsp } from '../../server/headers';
import type { Problem } from '../../server/problem';
import { resetApiRoutes, type ResetApiOptions } from './api';
import { resetPageData, type PageFailure } from './page-data';
import type { Route } from '../../server/route';
import { jsonForScript, fillPageTemplate } from '../web-files/page-template';
import type { WebFiles } from '../web-files/web-files';

export interface ResetPageOptions extends ResetApiOptions {
  readonly catalog: MessageCatalog;
  readonly web: WebFiles;
  readonly random: Random;
}

/**
 * Routes of the page on which the new key is set. A GET changes nothing, so that mail scanners that open the link do not consume it. When a
 * rate limit or a failure prevents the page, the person gets it all the same with a notice: the link's token is in the fragment, and the
 * page keeps it until a later try succeeds.
 */
export function resetPageRoutes(options: ResetPageOptions): readonly Route[] {
  const render = createRender(options);
  const page: Route = {
    method: 'GET',
    path: '/restablecer',
    async handle(request, response) {
      await options.limitByAddress('address-page-views', request);
      sendResponse(response, render(request));
    },
    showProblem(problem, request, response) {
      sendResponse(response, render(request, problem));
    },
  };
  return [page, ...resetApiRoutes(options)];
}

function createRender({ random, web, catalog, rules }: ResetPageOptions) {
  return (request: Request, problem?: Problem) => {
    const locale = chooseLocale(languageOfLink(request) ?? request.headers['accept-language']);
    const nonce = random.token(16);
    const { html, script, style } = web.reset;
    const headers = { ...problem?.options.headers, ...pageCsp(nonce), Vary: 'Accept, Accept-Language' };
    const data = { ...resetPageData(catalog, locale, rules), ...(problem && { failure: failureOf(problem) }) };
    const { dial, phone } = contactsOf(catalog(locale));
    const values = { ...data.texts[locale], dial, phone, locale, nonce, script, style, data: jsonForScript(data) };
    const body = fillPageTemplate(html, values);
    return { status: problem?.status ?? 200, type: 'text/html; charset=utf-8', body, headers };
  };
}

/** A link in English names its language. The script reads a link without a language as Spanish, since the fragment never gets here. */
const languageOfLink = (request: Request): string | undefined => /[?&]lang=(en|es)\b/.exec(request.url ?? '')?.[1];

function failureOf({ options, status }: Problem): PageFailure {
  const seconds = Number(options.headers?.['Retry-After'] ?? 0);
  return status === 429 ? { kind: 'rate-limited', seconds } : { kind: 'unavailable' };
}
