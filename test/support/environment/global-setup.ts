import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TYPESCRIPT_LOADER } from '../processes/run-script';
import { SOCKET_VARIABLE } from './client';

/** State that the setup passes to the teardown. They cannot share a module, because Jest transforms them separately. */
export const shared = globalThis as { environmentServer?: ChildProcess };

/**
 * Puts the weights of the recogniser beside its sources, and starts the environment server, which starts each service at the first request for it. The server has its own session, so that Ctrl-C
 * reaches only Jest, and ends when its standard input closes.
 */
export default function startEnvironmentServer(): void {
  execFileSync(process.execPath, ['src/understanding/build.mjs', 'src/understanding'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'test-environment-'));
  const socket = join(folder, 'socket');
  const script = resolve('test/support/environment/server.ts');
  const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, script, socket], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  process.env[SOCKET_VARIABLE] = socket;
  shared.environmentServer = child;
}
