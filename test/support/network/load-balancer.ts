import { once } from 'node:events';
import { createServer, request as open, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { joinSockets } from './join-sockets';
import { newVisitorHeaders } from '../http/new-visitor';

/** A load balancer in front of several processes: it checks their readiness and alternates between the ready ones. */
export interface LoadBalancer {
  readonly url: string;
  /** Adds a process and resolves once it is ready. */
  add(process: string): Promise<void>;
  /** Stops sending requests to a process. */
  remove(process: string): void;
  /** Requests that were sent a second time, after a refused connection or a 503. */
  readonly retries: { refused: number; unavailable: number };
  /** Requests that no process answered. */
  readonly unansweredRequests: readonly string[];
  stop(): Promise<void>;
}

interface Target {
  readonly port: number;
  state: 'ready' | 'away';
}

interface TargetResponse {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** ms */
const READINESS_CHECK_INTERVAL = 500;
/** Delay (ms) before a request is sent to the processes again. */
const RETRY_DELAY = 50;
/** How long (ms) a request waits for a ready process. */
const REQUEST_TIMEOUT = 10_000;

export async function startLoadBalancer(): Promise<LoadBalancer> {
  const targets = new Map<string, Target>();
  const sockets = new Set<Socket>();
  const retries = { refused: 0, unavailable: 0 };
  const unansweredRequests: string[] = [];
  let rotation = 0;

  /** Puts unready processes last, because they may be unready for a moment only. */
  const rotatedTargets = (): Target[] => {
    rotation += 1;
    const all = [...targets.values()];
    const rotated = [...all.slice(rotation % all.length), ...all.slice(0, rotation % all.length)];
    return rotated.sort((one, other) => Number(one.state === 'away') - Number(other.state === 'away'));
  };

  async function forward(request: IncomingMessage): Promise<TargetResponse> {
    const body = await buffer(request);
    const deadline = performance.now() + REQUEST_TIMEOUT;
    while (performance.now() < deadline) {
      for (const target of rotatedTargets()) {
        const answer = await sendTo(target.port, request, body).catch(unlessRefused);
        if (answer !== undefined && answer.status !== 503) return answer;
        retries[answer === undefined ? 'refused' : 'unavailable'] += 1;
      }
      await delay(RETRY_DELAY);
    }
    throw new Error('no process is ready');
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    forward(request).then(
      ({ body, headers, status }) => {
        delete headers.connection;
        response.writeHead(status, headers);
        response.end(body);
      },
      (error: unknown) => {
        unansweredRequests.push(`${request.method ?? ''} ${request.url?.split('?')[0] ?? ''}: ${String(error)}`);
        response.writeHead(502);
        response.end();
      },
    );
  });
  server.on('upgrade', (request: IncomingMessage, client: Socket) => {
    const [target] = rotatedTargets();
    const upstream = connect(target?.port ?? 0, '127.0.0.1');
    upstream.write(`GET ${request.url ?? ''} HTTP/1.1\r\n${linesOf(request)}\r\n\r\n`);
    joinSockets(client, upstream, sockets);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const checkReadiness = async () => {
    for (const target of targets.values())
      target.state = await fetch(`http://127.0.0.1:${target.port}/readyz`).then(
        async (answer) => (await answer.arrayBuffer(), answer.ok ? 'ready' : 'away'),
        () => 'away',
      );
  };
  const timer = setInterval(() => void checkReadiness(), READINESS_CHECK_INTERVAL);

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async add(process) {
      const target: Target = { port: Number(new URL(process).port), state: 'away' };
      targets.set(process, target);
      while (target.state === 'away') await delay(RETRY_DELAY);
    },
    remove(process) {
      targets.delete(process);
    },
    retries,
    unansweredRequests,
    async stop() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** After any other error the process may have handled the request, which must not be repeated. */
function unlessRefused(error: unknown): undefined {
  // Errors of Node are not instances of the `Error` in Jest's context.
  if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return;
  throw error;
}

/** Uses a new connection for each request, because a kept one could break during the request. */
async function sendTo(port: number, from: IncomingMessage, body: Buffer): Promise<TargetResponse> {
  const { headers, method, url: path } = from;
  const request = open({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...headers, ...newVisitorHeaders() },
    agent: false,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
}

function linesOf({ rawHeaders }: IncomingMessage): string {
  const lines: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index] ?? ''}: ${rawHeaders[index + 1] ?? ''}`);
  return lines.join('\r\n');
}
