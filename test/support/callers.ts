import { documentNumber } from '../../src/domain/identity-document';
import { ask, type Answer, type Question } from './ask';
import { newcomer } from './newcomer';
import { demoClaim } from './world';

interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Sent = Readonly<Record<string, string>>;

/** What owners and attackers ask of the service at `url`, each time from an address that has never been here. */
export function callersOf(url: string) {
  const asked = (question: Question): Promise<Answer> =>
    ask(url, { ...question, headers: { ...newcomer(), ...question.headers } });
  const post = (path: string, body: unknown, headers: Sent = {}): Promise<Answer> =>
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
    open: (link: string, headers: Sent = {}) => post('/api/reset/open', { token: tokenIn(link) }, headers),
    /** What is in the local mailbox, newest first. */
    mails: async () => JSON.parse((await asked({ path: '/buzon/messages' })).body) as readonly ShownMail[],
  };
}

export const tokenIn = (link: string): string => link.split('#t=')[1] ?? 'no token';

/** The first cookie of an answer, as a browser sends it back. */
export const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';')[0] ?? 'no cookie';

/** The numbers of the demo employer that shows `what`, as people type them. */
export function typed(what: string): string {
  const { branch, document, ruc } = demoClaim(what);
  return `${documentNumber(document)} ruc ${ruc} sucursal ${branch}`;
}
