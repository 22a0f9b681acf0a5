import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeAzureDirectLine {
  readonly url: string;
  /** The only secret that it accepts. */
  readonly secret: string;
  /** The requests so far, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** Replaces the answer to all further requests; without an argument the correct answer returns. */
  answerWith(answer?: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Starts a fake of Azure's Direct Line, limited to `/tokens/generate`, on a free port of this machine. */
export async function startFakeAzureDirectLine(): Promise<FakeAzureDirectLine> {
  const secret = 'a-constructed.secret-for-tests-only';
  const requests: ReceivedRequest[] = [];
  let replacement: ((response: ServerResponse) => void) | undefined;

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      requests.push({ method, path, headers, body });
      if (replacement) replacement(response);
      else if (path !== '/v3/directline/tokens/generate') sendFakeResponse(response, { status: 404, body: '' });
      else if (headers.authorization === `Bearer ${secret}`) answerGenerated(response);
      else sendFakeResponse(response, { status: 403, body: REFUSAL });
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret,
    requests,
    answerWith(answer) {
      replacement = answer;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

const REFUSAL = '{"error":{"code":"BadArgument","message":"Invalid token or secret"}}';

/** An answer in Azure's format; its token is opaque to all but Azure's clients. */
export const generatedToken = { conversationId: '5xAbc-us', token: 'azure.token.of-nobody', expires_in: 1_800 };

const answerGenerated = (response: ServerResponse) => {
  sendFakeResponse(response, { status: 200, body: JSON.stringify(generatedToken) });
};

export interface FakeResponse {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

// Not chained: once restify is loaded in the process, `writeHead` returns nothing.
export function sendFakeResponse(response: ServerResponse, { status, body, headers = {} }: FakeResponse): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body);
}
