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

/** What owners and attackers ask of the service at `url`, each time from an address that has never been here. */
export function createServiceClient(url: string) {
  const asked = (question: RequestSpec): Promise<ReceivedResponse> =>
    sendRequest(url, { ...question, headers: { ...newVisitorHeaders(), ...question.headers } });
  const post = (path: string, body: unknown, headers: Sent = {}): Promise<ReceivedResponse> =>
    asked({
      method: 'POST',
      path,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    asked,
    post,
    /** Opens what a mail has behind `#t=`, as the page does. */
    open: (link: string, headers: Sent = {}) => post('/api/reset/open', { token: linkTokenIn(link) }, headers),
    /** What is in the local mailbox, newest first. */
    mails: async () => JSON.parse((await asked({ path: '/buzon/messages' })).body) as readonly ShownMail[],
  };
}

export const linkTokenIn = (link: string): string => link.split('#t=')[1] ?? 'no token';

/** The first cookie of an answer, as a browser sends it back. */
export const firstCookieOf = ({ headers }: ReceivedResponse): string =>
  headers['set-cookie']?.[0]?.split(';')[0] ?? 'no cookie';

/** The numbers of the demo employer that shows `what`, as people type them. */
export function typedClaim(what: string): string {
  const { branch, document, ruc } = demoClaim(what);
  return `${documentNumber(document)} ruc ${ruc} sucursal ${branch}`;
}
