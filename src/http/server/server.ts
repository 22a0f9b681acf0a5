import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type Next, type Request, type RequestHandler, type Response, type Server } from 'restify';
import type { Correlation, Random } from '../../ports/system';
import { sendProblem } from './responses';
import { answerMalformedRequests } from './malformed-requests';
import { baseHeaders } from './headers';
import { createDraining, type Draining } from './draining';
import { createUpgradeFallback } from './upgrade-fallback';
import { Problem, toProblem } from './problem';
import type { Route } from './route';
import { trackInFlightRequests, type InFlightRequests } from './in-flight-requests';

/** Handles requests to upgrade a connection to a WebSocket. */
export interface UpgradeHandler {
  /** Never throws; sends a problem on the socket when it rejects the request. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every upgraded connection and rejects further ones. */
  close(): void;
}

export interface HttpServerOptions {
  readonly routes: readonly Route[];
  /** Without it no connection is upgraded. */
  readonly sockets?: UpgradeHandler;
  /** Shared with the routes that depend on it. */
  readonly draining?: Draining;
  /** Gives each request an id that its log lines carry. */
  readonly correlation?: Pick<Correlation, 'begin'>;
  readonly random: Random;
  /** Upper bound (ms) on how long `close` waits for in-flight requests. */
  readonly drainTimeout: number;
  /** Base URL of the service as people reach it; with https, responses carry `Strict-Transport-Security`. */
  readonly publicUrl: string;
  /** Called for every response of 500 and above, which shows the same reference to the person. */
  onError(error: unknown, reference: string): void;
}

export interface HttpServer {
  /** All routes, without WebSocket upgrades. */
  readonly routes: readonly RouteAddress[];
  /** Port 0 picks a free port. @returns the port in use @throws when another process uses the port */
  listen(port: number): Promise<number>;
  /** Reports not ready, and serves as before for `ms` or until the signal aborts. Every connection then ends with its response. */
  drain(ms: number, signal?: AbortSignal): Promise<void>;
  /** Accepts no more requests and waits for those in flight, up to a fixed time. */
  close(): Promise<void>;
}

export type RouteAddress = Pick<Route, 'method' | 'path'>;

/** Some requests in flight did not end in time at shutdown. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** Arguments of restify's event for a request that it rejects by itself. It sends its own response unless one was sent before `done`. */
type RestifyError = [request: Request, response: Response, error: unknown, done: () => void];

interface FailedRequest {
  readonly request: Request;
  readonly response: Response;
  readonly route?: Route;
}
type SendFailure = (failed: FailedRequest, error: unknown) => void;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const server = createServer({ name: '', ignoreTrailingSlash: true });
  const { correlation = WITHOUT_CORRELATION, draining = createDraining(), publicUrl, routes, sockets } = options;
  const sendFailure = createSendFailure(options);
  const inFlight = trackInFlightRequests(server.server);

  setTimeouts(server);
  server.pre(createPrepare(publicUrl, draining));
  server.on('restifyError', (...[request, response, error, done]: RestifyError) => {
    sendFailure({ request, response }, error);
    done();
  });
  for (const route of routes) mount({ server, inFlight, sendFailure, correlation }, route);
  answerMalformedRequests(server.server, publicUrl);
  const fallback = createUpgradeFallback(server.server, publicUrl);
  server.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!sockets || !isWebSocket(request)) {
      fallback.answer(request, socket);
      return;
    }
    correlation.begin(() => {
      sockets.upgrade(request, socket, head);
    });
  });

  return {
    routes: routes.map(({ method, path }) => ({ method, path })),
    listen: (port) => listen(server, port),
    async drain(ms, signal) {
      draining.start();
      if (ms > 0) await delay(ms, undefined, { signal }).catch(() => undefined);
    },
    async close() {
      draining.close();
      sockets?.close();
      const outcome = await inFlight.drain(options.drainTimeout);
      if (outcome === 'cut-off') options.onError(new CutOff('requests'), options.random.token(6));
    },
  };
}

const WITHOUT_CORRELATION: Pick<Correlation, 'begin'> = { begin: (work) => work() };

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** Rejects a URL that cannot be parsed, as with an invalid Host header: restify would parse it later where the error ends the process. */
function createPrepare(publicUrl: string, draining: Draining): RequestHandler {
  const headers = Object.entries(baseHeaders(publicUrl));
  return (request: Request, response: Response, next: Next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (draining.phase !== 'serving') response.setHeader('Connection', 'close');
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
  readonly inFlight: InFlightRequests;
  readonly sendFailure: SendFailure;
  readonly correlation: Pick<Correlation, 'begin'>;
}

function mount({ correlation, inFlight, sendFailure, server }: Mounting, route: Route): void {
  const handle = async (request: Request, response: Response) => {
    try {
      await inFlight.track(route.handle(request, response));
    } catch (error) {
      sendFailure({ request, response, route }, error);
    }
  };
  // An `async` handler with two parameters makes restify wait for the promise instead of a call of `next`.
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

function createSendFailure(options: HttpServerOptions): SendFailure {
  return ({ request, response, route }, error) => {
    const problem = toProblem(error);
    const reference = problem.status >= 500 ? options.random.token(6) : undefined;
    if (reference !== undefined) options.onError(error, reference);
    if (response.headersSent) response.destroy();
    else if (route?.showProblem && acceptsHtml(request)) route.showProblem(problem, request, response);
    else sendProblem(response, problem, reference);
  };
}

/** Browsers send this only when they navigate to a page. */
const acceptsHtml = ({ headers }: Request): boolean => headers.accept?.includes('text/html') ?? false;

/** Cuts off slow senders. An idle connection outlives the 60 s of common load balancers, so that it is never closed while one sends a request. */
function setTimeouts(server: Server): void {
  server.server.headersTimeout = 10_000;
  server.server.requestTimeout = 15_000;
  server.server.keepAliveTimeout = 65_000;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    // restify emits the errors of the HTTP server, and an error without a listener ends the process.
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}
