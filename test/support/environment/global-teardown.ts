import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { shared } from './global-setup';

/** Ends the environment server and waits until it has ended everything that it started. */
export default async function stopEnvironmentServer(): Promise<void> {
  if (!shared.environmentServer) return;
  const { child, folder } = shared.environmentServer;
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.ref();
    child.stdin?.end();
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
}
