import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer, type Next, type Request, type RequestHandler, type Response, type Server } from 'restify';
import type { Random } from '../ports/random';
import { sendProblem } from './answer';
import { BASE_HEADERS } from './headers';
import { createPlainAnswers, type PlainAnswers } from './plain-answers';
import { Problem, problemFrom } from './problem';
import type { Route } from './route';

/** Takes over connections that ask to become WebSockets. */
export interface Sockets {
  /** Never throws; answers on the socket when it refuses. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every connection it has taken over. */
  close(): void;
}

export interface HttpOptions {
  readonly routes: readonly Route[];
  /** Without it nobody is upgraded. */
  readonly sockets?: Sockets;
  readonly random: Random;
  /** Hears of every answer of 500 and above; the person was shown the same reference. */
  onError(error: unknown, reference: string): void;
}

export interface HttpServer {
  /** Port 0 takes any free one. @returns the port taken @throws when the port is taken by another */
  listen(port: number): Promise<number>;
  /** Takes no more requests and finishes those under way, within 5 s. */
  close(): Promise<void>;
}

const CLOSE_WITHIN = 5_000;

/** What restify tells of a request it refuses by itself; it answers in its own words unless this was answered before `done`. */
type Refusal = [request: Request, response: Response, error: unknown, done: () => void];
type Failure = (response: Response, error: unknown) => void;

export function createHttpServer(options: HttpOptions): HttpServer {
  const server = createServer({ name: '', ignoreTrailingSlash: true });
  const fail = answerFailure(options);

  boundWaiting(server);
  server.pre(prepare);
  server.on('restifyError', (...[, response, error, done]: Refusal) => {
    fail(response, error);
    done();
  });
  for (const route of options.routes) mount(server, route, fail);
  const { sockets } = options;
  const plain = createPlainAnswers(server.server);
  server.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (sockets && isWebSocket(request)) sockets.upgrade(request, socket, head);
    else plain.answer(request, socket);
  });

  return {
    listen: (port) => listen(server, port),
    close() {
      sockets?.close();
      return close(server, plain);
    },
  };
}

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** restify parses the request's address where nobody catches: an impossible Host header would end the process. */
function prepare(request: Request, response: Response, next: Next): void {
  for (const [name, value] of Object.entries(BASE_HEADERS)) response.setHeader(name, value);
  try {
    request.getUrl();
  } catch {
    next(new Problem(400));
    return;
  }
  next();
}

function mount(server: Server, route: Route, fail: Failure): void {
  // `async` with two parameters: restify then waits for the promise instead of a call of `next`.
  const handler: RequestHandler = async (request: Request, response: Response) => {
    try {
      await route.handle(request, response);
    } catch (error) {
      fail(response, error);
    }
  };
  switch (route.method) {
    case 'GET':
      server.get(route.path, handler);
      server.head(route.path, handler);
      return;
    case 'POST':
      server.post(route.path, handler);
      return;
    case 'OPTIONS':
      server.opts(route.path, handler);
      return;
  }
}

function answerFailure(options: HttpOptions): Failure {
  return (response, error) => {
    const problem = problemFrom(error);
    const reference = problem.status >= 500 ? options.random.token(6) : undefined;
    if (reference !== undefined) options.onError(error, reference);
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem, reference);
  };
}

/** Slow senders are cut off; an idle connection outlives that of the usual balancer, 60 s, so that it is never closed under a request. */
function boundWaiting(server: Server): void {
  server.server.headersTimeout = 10_000;
  server.server.requestTimeout = 15_000;
  server.server.keepAliveTimeout = 65_000;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, () => {
      server.server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, plain: PlainAnswers): Promise<void> {
  if (!server.server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      server.server.closeAllConnections();
      plain.cutOff();
    }, CLOSE_WITHIN);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}
