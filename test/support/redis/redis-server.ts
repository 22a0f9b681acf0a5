import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { endWithThisProcess } from '../processes/lifeline';
import { toolPath } from '../jest/required-tools';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Kills the server, as a crash would. All data are lost. */
  stop(): Promise<void>;
  /** Starts it again on the same port, without data. */
  restart(): Promise<void>;
  /** Keeps its connections open and answers nothing until it is stopped. */
  freeze(): void;
}

/** Attempts with another port. Another process can take a port between its choice and its use. */
const TRIES = 5;

/** Starts an empty Redis on a free port of loopback. It ends with the test process. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      let running = await launch(port, settings);
      return {
        url: `redis://127.0.0.1:${port}`,
        port,
        stop: () => running.stop(),
        freeze: () => {
          running.freeze();
        },
        async restart() {
          await running.stop();
          running = await launch(port, settings);
        },
      };
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

/** Returns a port on which nothing listens, and never 6379, where a developer's own Redis may start. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port === 6379 ? freePort() : port;
}

async function launch(port: number, settings: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn(toolPath('redis-server'), [...args, ...settings], { stdio: 'ignore' });
  endWithThisProcess(server, { folder });
  // A test that forgets to stop its server still ends.
  server.unref();
  const stop = async () => {
    server.ref();
    server.kill('SIGKILL');
    if (isRunning(server)) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilAnswering(server, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, freeze: () => server.kill('SIGSTOP') };
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Waits until this server answers. @throws Error when it exits, does not answer, or another Redis has the port */
async function waitUntilAnswering(server: ChildProcess, port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  const died = once(server, 'exit').then(() => {
    throw new Error(`redis-server did not start on port ${port}`);
  });
  const silent = delay(10_000, undefined, { ref: false }).then(() => {
    throw new Error(`redis-server did not answer on port ${port}`);
  });
  try {
    const info = await Promise.race([redis.info('server'), died, silent]);
    if (!info.includes(`process_id:${String(server.pid)}\r`)) throw new Error(`port ${port} belongs to another Redis`);
  } finally {
    redis.disconnect();
    // The later of the two rejects after the race and must not be reported as unhandled.
    Promise.allSettled([died, silent]).catch(() => undefined);
  }
}
