import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { endWithThisProcess } from '../processes/lifeline';
import { freePort } from '../redis/redis-server';

export interface ComposeRedis {
  readonly port: number;
  /** Connects another client as this user. */
  connectAs(username: string, password: string): Redis;
  /** Stops the server as an operator would. */
  stop(): Promise<void>;
  /** Starts the server again with the same data. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts Redis as compose.yaml does: with its script, its settings and its only user, in a folder of its own. */
export async function startComposeRedis(password: string): Promise<ComposeRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'composed-redis-'));
  const port = await freePort();
  const launch = () => {
    const args = ['deploy/redis/start.sh', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    const child = spawn('sh', args, {
      env: { PATH: process.env['PATH'], REDIS_PASSWORD: password, ACL_FILE: join(folder, 'users.acl') },
      stdio: 'ignore',
    });
    endWithThisProcess(child, { folder });
    return child;
  };
  const as = (username: string, other: string) =>
    new Redis({
      port,
      host: '127.0.0.1',
      username,
      password: other,
      lazyConnect: true,
      enableReadyCheck: false,
      retryStrategy: () => null,
    });
  let server = launch();

  const waitUntilAnswering = async (): Promise<void> => {
    const probe = as('health', 'any').on('error', () => undefined);
    const reply = await probe.ping().catch(() => '');
    probe.disconnect();
    if (reply === 'PONG') return;
    if (server.exitCode !== null) throw new Error(`Redis ended with ${server.exitCode}`);
    await delay(50);
    await waitUntilAnswering();
  };
  const stop = async () => {
    if (server.exitCode !== null) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  await waitUntilAnswering();
  return {
    port,
    connectAs: as,
    stop,
    async start() {
      server = launch();
      await waitUntilAnswering();
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
