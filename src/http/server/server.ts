import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type Next, type Request, type RequestHandler, type Response, type Server } from 'restify';
import type { Correlation } from '../../ports/correlation';
import type { Random } from '../../ports/random';
import { policy } from '../../recovery/policy';
import { sendProblem } from './responses';
import { answerMalformedRequests } from './malformed-requests';
import { baseHeaders } from './headers';
import { createDraining, type Draining } from './draining';
import { createUpgradeFallback } from './upgrade-fallback';
import { Problem, toProblem } from './problem';
import type { Route } from './route';
import { trackInFlightRequests, type InFlightRequests } from './in-flight-requests';

/** Takes over connections that ask to become WebSockets. */
export interface UpgradeHandler {
  /** Never throws; answers on the socket when it refuses. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every connection it has taken over, and takes over no more. */
  close(): void;
}

export interface HttpServerOptions {
  readonly routes: readonly Route[];
  /** Without it nobody is upgraded. */
  readonly sockets?: UpgradeHandler;
  /** Shared with the routes that heed it. */
  readonly draining?: Draining;
  /** With it each request is work of its own, by a name that its log lines carry. */
  readonly correlation?: Pick<Correlation, 'begin'>;
  readonly random: Random;
  /** Where people reach the service: when that is by https, their browsers are bound to it. */
  readonly publicUrl: string;
  /** Hears of every answer of 500 and above; the person was shown the same reference. */
  onError(error: unknown, reference: string): void;
}

export interface HttpServer {
  /** All it answers beside streams. */
  readonly routes: readonly RouteAddress[];
  /** Port 0 takes any free one. @returns the port taken @throws when the port is taken by another */
  listen(port: number): Promise<number>;
  /** Says that it is about to go, and serves as before for `ms` or until `hurry`: each connection ends with its answer. */
  drain(ms: number, hurry?: AbortSignal): Promise<void>;
  /** Takes no more requests and finishes those under way, within its time. */
  close(): Promise<void>;
}

export type RouteAddress = Pick<Route, 'method' | 'path'>;

/** Some requests were not done when their time was over. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** What restify tells of a request it refuses by itself; it answers in its own words unless this was answered before `done`. */
type Refusal = [request: Request, response: Response, error: unknown, done: () => void];

interface Failed {
  readonly request: Request;
  readonly response: Response;
  readonly route?: Route;
}
type Failure = (failed: Failed, error: unknown) => void;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const server = createServer({ name: '', ignoreTrailingSlash: true });
  const { correlation = WITHOUT_NAMES, draining = createDraining(), publicUrl, routes, sockets } = options;
  const fail = answerFailure(options);
  const work = trackInFlightRequests(server.server);

  boundWaiting(server);
  server.pre(createPrepare(publicUrl, draining));
  server.on('restifyError', (...[request, response, error, done]: Refusal) => {
    fail({ request, response }, error);
    done();
  });
  for (const route of routes) mount({ server, work, fail, correlation }, route);
  answerMalformedRequests(server.server, publicUrl);
  const plain = createUpgradeFallback(server.server, publicUrl);
  server.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!sockets || !isWebSocket(request)) {
      plain.answer(request, socket);
      return;
    }
    correlation.begin(() => {
      sockets.upgrade(request, socket, head);
    });
  });

  return {
    routes: routes.map(({ method, path }) => ({ method, path })),
    listen: (port) => listen(server, port),
    async drain(ms, hurry) {
      draining.start();
      if (ms > 0) await delay(ms, undefined, { signal: hurry }).catch(() => undefined);
    },
    async close() {
      draining.close();
      sockets?.close();
      const outcome = await work.drain(policy.stop.requests);
      if (outcome === 'cut-off') options.onError(new CutOff('requests'), options.random.token(6));
    },
  };
}

const WITHOUT_NAMES: Pick<Correlation, 'begin'> = { begin: (work) => work() };

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** restify parses the request's address where nobody catches: an impossible Host header would end the process. */
function createPrepare(publicUrl: string, draining: Draining): RequestHandler {
  const headers = Object.entries(baseHeaders(publicUrl));
  return (request: Request, response: Response, next: Next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (draining.phase !== 'staying') response.setHeader('Connection', 'close');
    try {
      request.getUrl();
    } catch {
      next(new Problem(400));
      return;
    }
    next();
  };
}

interface Mounting {
  readonly server: Server;
  readonly work: InFlightRequests;
  readonly fail: Failure;
  readonly correlation: Pick<Correlation, 'begin'>;
}

function mount({ correlation, fail, server, work }: Mounting, route: Route): void {
  const handle = async (request: Request, response: Response) => {
    try {
      await work.track(route.handle(request, response));
    } catch (error) {
      fail({ request, response, route }, error);
    }
  };
  // `async` with two parameters: restify then waits for the promise instead of a call of `next`.
  const handler: RequestHandler = async (request: Request, response: Response) =>
    correlation.begin(() => handle(request, response));
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

function answerFailure(options: HttpServerOptions): Failure {
  return ({ request, response, route }, error) => {
    const problem = toProblem(error);
    const reference = problem.status >= 500 ? options.random.token(6) : undefined;
    if (reference !== undefined) options.onError(error, reference);
    if (response.headersSent) response.destroy();
    else if (route?.showProblem && isLookedAt(request)) route.showProblem(problem, request, response);
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
    // restify passes errors on, and one that nobody hears there ends the process.
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}
