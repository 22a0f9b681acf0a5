import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { inspect } from 'node:util';
import { createAzureTokenIssuer } from '../../src/adapters/azure/direct-line-token-issuer';
import { systemRandom as random } from '../../src/adapters/system/random';
import { Sensitive } from '../../src/domain/sensitive';
import { createLogger } from '../../src/app/logger';
import { Unavailable } from '../../src/ports/errors';
import {
  generatedToken,
  sendFakeResponse,
  startFakeAzureDirectLine,
  type FakeAzureDirectLine,
} from '../support/direct-line/fake-azure-direct-line';

let azure: FakeAzureDirectLine;
beforeAll(async () => {
  azure = await startFakeAzureDirectLine();
});
beforeEach(() => {
  azure.answerWith();
});
afterAll(() => azure.close());

const trustedOrigins = ['https://recuperacion.example.org', 'https://www.example.org'];
const createIssuer = (options: { secret?: string; url?: string; timeout?: number } = {}) => {
  const { secret = azure.secret, ...rest } = options;
  return createAzureTokenIssuer({ secret: new Sensitive(secret), trustedOrigins, random, url: azure.url, ...rest });
};

describe('token issuer of Azure’s Direct Line', () => {
  it('issues a token for one visitor, for our pages only', async () => {
    const earlier = azure.requests.length;
    const invitation = await createIssuer().issue();
    expect(invitation).toEqual({
      token: generatedToken.token,
      expiresIn: 1_800,
      conversationId: generatedToken.conversationId,
      userId: expect.stringMatching(/^dl_[\w-]{22}$/) as unknown,
      domain: `${azure.url}/v3/directline`,
    });

    expect(azure.requests).toHaveLength(earlier + 1);
    const { method, path, headers, body } = azure.requests[earlier] ?? fail('nothing was asked');
    expect({ method, path }).toEqual({ method: 'POST', path: '/v3/directline/tokens/generate' });
    expect(headers).toMatchObject({ authorization: `Bearer ${azure.secret}`, 'content-type': 'application/json' });
    expect(JSON.parse(body)).toEqual({ user: { id: invitation.userId }, trustedOrigins });
  });

  it('never gives two visitors the same user', async () => {
    const issuer = createIssuer();
    const users = await Promise.all([1, 2, 3].map(async () => (await issuer.issue()).userId));
    expect(new Set(users).size).toBe(3);
  });
});

const fail = (what: string): never => {
  throw new Error(what);
};

/** Returns the error of one call, after checking that it quotes neither the secret nor a token. */
async function failureOf(issuer: ReturnType<typeof createIssuer>, secret = azure.secret): Promise<unknown> {
  const error: unknown = await issuer.issue().then(
    (invitation) => fail(`invited ${invitation.userId}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Unavailable)) throw error;
  let logged = '';
  createLogger('info', { write: (line) => (logged += line) }).error({ err: error });
  const written = [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), error.stack, logged];
  for (const part of [...secret.split(/\s/), generatedToken.token]) expect(written.join()).not.toContain(part);
  expect(error.port).toBe('direct-line');
  return (JSON.parse(logged) as { err: { cause: { code: unknown } } }).err.cause.code;
}

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    sendFakeResponse(response, { status, body, headers });
  };

describe('failures of Azure’s Direct Line', () => {
  it.each([401, 403, 429, 500, 502, 204])('throws Unavailable when Azure answers with status %i', async (status) => {
    azure.answerWith(answer(status, status === 204 ? '' : JSON.stringify({ ...generatedToken, secret: azure.secret })));
    expect(await failureOf(createIssuer())).toBe(`HTTP ${status}`);
  });

  it('reports a rejected secret as Unavailable', async () => {
    expect(await failureOf(createIssuer({ secret: 'some-other.secret' }), 'some-other.secret')).toBe('HTTP 403');
  });

  it.each<[string, string]>([
    ['broken JSON', `{"token":"${generatedToken.token}"`],
    ['nothing', ''],
    ['no object', '[]'],
    ['no token', JSON.stringify({ ...generatedToken, token: '' })],
    ['no conversation', JSON.stringify({ ...generatedToken, conversationId: undefined })],
    ['an end that is no number', JSON.stringify({ ...generatedToken, expires_in: 'soon' })],
    ['a token that has ended', JSON.stringify({ ...generatedToken, expires_in: 0 })],
  ])('throws Unavailable when the answer contains %s', async (_, body) => {
    azure.answerWith(answer(200, body));
    expect(await failureOf(createIssuer())).toMatch(/^(SyntaxError|ZodError)$/);
  });

  it('follows no redirect', async () => {
    azure.answerWith(answer(307, '', { Location: `${azure.url}/elsewhere` }));
    const earlier = azure.requests.length;
    expect(await failureOf(createIssuer())).toBe('HTTP 307');
    expect(azure.requests).toHaveLength(earlier + 1);
  });

  it('stops reading an oversized answer, whether it is compressed or not', async () => {
    const long = JSON.stringify({ ...generatedToken, more: ' '.repeat(100_000) });
    azure.answerWith(answer(200, long));
    expect(await failureOf(createIssuer())).toBe('RESPONSE_TOO_LARGE');
    azure.answerWith(answer(200, gzipSync(Buffer.from(long)), { 'Content-Encoding': 'gzip' }));
    expect(await failureOf(createIssuer())).toBe('RESPONSE_TOO_LARGE');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['is silent', () => undefined],
    ['trickles', (response) => response.write('{')],
  ])('times out when the server %s', async (_, act) => {
    azure.answerWith(act);
    expect(await failureOf(createIssuer({ timeout: 100 }))).toBe('TimeoutError');
  });

  it('throws Unavailable when the connection breaks or no server is there', async () => {
    azure.answerWith((response) => response.destroy());
    expect(await failureOf(createIssuer())).toBe('UND_ERR_SOCKET');
    const gone = await startFakeAzureDirectLine();
    await gone.close();
    expect(await failureOf(createIssuer({ url: gone.url }))).toBe('ECONNREFUSED');
  });

  it('an error quotes nothing of a secret that is invalid in a header', async () => {
    const secret = 'first-half\nsecond-half';
    expect(await failureOf(createIssuer({ secret }), secret)).toBe('TypeError');
  });
});
