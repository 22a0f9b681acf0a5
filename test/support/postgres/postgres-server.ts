import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { askEnvironment, hasEnvironment } from '../environment/client';
import { endWithThisProcess } from '../processes/lifeline';
import { freePort } from '../redis/redis-server';
import { toolPath } from '../jest/required-tools';

export interface PostgresServer {
  /** The URL of an empty database. */
  readonly url: string;
  /** Breaks every connection at once, as a crash would. */
  crash(): Promise<void>;
  /** Starts the server again with the same data at the same address. */
  restart(): Promise<void>;
  /** Stops the server for good and removes its data. */
  stop(): Promise<void>;
}

/** Starts a new PostgreSQL server in a new folder. It ends with this process at the latest. */
export async function startPostgres(): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (hasEnvironment()) {
    // A copy takes a tenth of the time of another `initdb`.
    const { folder } = await askEnvironment({ name: 'postgres-folder' });
    execFileSync('cp', ['-a', `${folder}/.`, home]);
  } else initialisePostgres(home);
  const server = await startPostgresIn(home);
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const spawnOptions = (home: string) => ({
  ...serverUser(),
  cwd: home,
  env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
});

/** Creates an empty database cluster in this folder. */
export function initialisePostgres(home: string): void {
  const data = join(home, 'data');
  mkdirSync(data);
  const owner = serverUser();
  if (owner) for (const folder of [home, data]) chownSync(folder, owner.uid, owner.gid);
  const program = join(toolPath('postgresql'), 'initdb');
  execFileSync(program, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...spawnOptions(home),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Starts a server on the cluster in this folder. */
export async function startPostgresIn(home: string, more: readonly string[] = []): Promise<PostgresServer> {
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${home}`,
    'fsync=off',
    'log_min_messages=warning',
    ...more,
  ];
  const args = ['-D', join(home, 'data'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const run = () => {
    const program = join(toolPath('postgresql'), 'postgres');
    const server = spawn(program, args, { ...spawnOptions(home), stdio: ['ignore', 'ignore', 'pipe'] });
    endWithThisProcess(server, { signal: 'QUIT', folder: home });
    return waitUntilReady(server);
  };
  let server = await run();

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash: () => stopServer(server),
    restart: async () => {
      server = await run();
    },
    stop: () => stopServer(server),
  };
}

/** Returns the user for the server under root: it refuses to run as root, and its folder must belong to its user. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Resolves when the log of the server says that it is ready. @throws Error with the log when it ends before */
async function waitUntilReady(server: ChildProcess): Promise<ChildProcess> {
  if (!server.stderr) throw new Error('the server has no log');
  const log: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    log.push(line);
    if (line.includes('ready to accept connections')) {
      server.stderr.resume();
      return server;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`);
}

/** Stops the server with SIGQUIT, its immediate shutdown. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGQUIT');
  await exit;
}
