import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer, type Next, type Request, type RequestHandler, type Response, type Server } from 'restify';
import type { Random } from '../ports/random';
import { sendProblem } from './answer';
import { answerBrokenRequests } from './broken-requests';
import { baseHeaders } from './headers';
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
  /** Where people reach the service: when that is by https, their browsers are bound to it. */
  readonly publicUrl: string;
  /** Hears of every answer of 500 and above; the person was shown the same reference. */
  onError(error: unknown, reference: string): void;
}

export interface HttpServer {
  /** All it answers beside streams. */
  readonly routes: readonly RouteName[];
  /** Port 0 takes any free one. @returns the port taken @throws when the port is taken by another */
  listen(port: number): Promise<number>;
  /** Takes no more requests and finishes those under way, within 5 s. */
  close(): Promise<void>;
}

export type RouteName = Pick<Route, 'method' | 'path'>;

const CLOSE_WITHIN = 5_000;

/** What restify tells of a request it refuses by itself; it answers in its own words unless this was answered before `done`. */
type Refusal = [request: Request, response: Response, error: unknown, done: () => void];

interface Failed {
  readonly request: Request;
  readonly response: Response;
  readonly route?: Route;
}
type Failure = (failed: Failed, error: unknown) => void;

export function createHttpServer(options: HttpOptions): HttpServer {
  const server = createServer({ name: '', ignoreTrailingSlash: true });
  const fail = answerFailure(options);

  boundWaiting(server);
  server.pre(createPrepare(options));
  server.on('restifyError', (...[request, response, error, done]: Refusal) => {
    fail({ request, response }, error);
    done();
  });
  for (const route of options.routes) mount(server, route, fail);
  const { publicUrl, routes, sockets } = options;
  answerBrokenRequests(server.server, publicUrl);
  const plain = createPlainAnswers(server.server, publicUrl);
  server.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (sockets && isWebSocket(request)) sockets.upgrade(request, socket, head);
    else plain.answer(request, socket);
  });

  return {
    routes: routes.map(({ method, path }) => ({ method, path })),
    listen: (port) => listen(server, port),
    close() {
      sockets?.close();
      return close(server, plain);
    },
  };
}

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** restify parses the request's address where nobody catches: an impossible Host header would end the process. */
function createPrepare({ publicUrl }: HttpOptions): RequestHandler {
  const headers = Object.entries(baseHeaders(publicUrl));
  return (request: Request, response: Response, next: Next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    try {
      request.getUrl();
    } catch {
      next(new Problem(400));
      return;
    }
    next();
  };
}

function mount(server: Server, route: Route, fail: Failure): void {
  // `async` with two parameters: restify then waits for the promise instead of a call of `next`.
  const handler: RequestHandler = async (request: Request, response: Response) => {
    try {
      await route.handle(request, response);
    } catch (error) {
      fail({ request, response, route }, error);
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
  return ({ request, response, route }, error) => {
    const problem = problemFrom(error);
    const reference = problem.status >= 500 ? options.random.token(6) : undefined;
    if (reference !== undefined) options.onError(error, reference);
    if (response.headersSent) response.destroy();
    else if (route?.show && isLookedAt(request)) route.show(problem, request, response);
    else sendProblem(response, problem, reference);
  };
}

/** Browsers say so of what they open in a tab, and of nothing else. */
const isLookedAt = ({ headers }: Request): boolean => headers.accept?.includes('text/html') ?? false;

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
