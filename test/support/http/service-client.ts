import { documentNumber } from '../../../src/domain/claim/identity-document';
import { sendRequest, type ReceivedResponse, type RequestSpec } from './request';
import { newVisitorHeaders } from './new-visitor';
import { demoClaim } from '../recovery/in-memory-recovery';

interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Sent = Readonly<Record<string, string>>;

/** Creates a client for the requests of owners and attackers at `url`; each request comes from a new address. */
export function createServiceClient(url: string) {
  const request = (question: RequestSpec): Promise<ReceivedResponse> =>
    sendRequest(url, { ...question, headers: { ...newVisitorHeaders(), ...question.headers } });
  const post = (path: string, body: unknown, headers: Sent = {}): Promise<ReceivedResponse> =>
    request({
      method: 'POST',
      path,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    request,
    post,
    /** Opens the token in a link, as the page does. */
    open: (link: string, headers: Sent = {}) => post('/api/reset/open', { token: linkTokenIn(link) }, headers),
    /** Returns the mails of the local mailbox, newest first. */
    mails: async () => JSON.parse((await request({ path: '/buzon/messages' })).body) as readonly ShownMail[],
  };
}

export const linkTokenIn = (link: string): string => link.split('#t=')[1] ?? 'no token';

/** Returns the first cookie of a response in the form in which browsers return it. */
export const firstCookieOf = ({ headers }: ReceivedResponse): string =>
  headers['set-cookie']?.[0]?.split(';')[0] ?? 'no cookie';

/** Returns the numbers of the demo employer that shows `what`, as people type them. */
export function typedClaim(what: string): string {
  const { branch, document, ruc } = demoClaim(what);
  return `${documentNumber(document)} ruc ${ruc} sucursal ${branch}`;
}
