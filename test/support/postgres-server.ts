import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toolPath } from './tools';

export interface PostgresServer {
  /** An empty database. */
  readonly url: string;
  /** Breaks every connection at once, as a crash would. */
  stopServer(): Promise<void>;
  /** The same data under the same address again. */
  restart(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server of its own, in a folder of its own, for as long as the test lasts. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = toolPath('postgresql');
  const owner = serverUser();
  const home = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(home, 'data');
  mkdirSync(data);
  if (owner) for (const folder of [home, data]) chownSync(folder, owner.uid, owner.gid);
  const start = { ...owner, cwd: home, env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...start,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${home}`,
    'fsync=off',
    'log_min_messages=warning',
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const run = () => running(spawn(join(bin, 'postgres'), args, { ...start, stdio: ['ignore', 'ignore', 'pipe'] }));
  let server = await run();

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stopServer: () => ended(server),
    restart: async () => {
      server = await run();
    },
    stop: async () => {
      await ended(server);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The server refuses to run as root, and takes only a folder that belongs to whoever runs it. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Resolves when the server says so itself; what it said instead is in the error. */
async function running(server: ChildProcess): Promise<ChildProcess> {
  if (!server.stderr) throw new Error('the server has no log');
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (line.includes('ready to accept connections')) {
      server.stderr.resume();
      return server;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}

/** SIGQUIT is the server's immediate shutdown. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGQUIT');
  await exit;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
