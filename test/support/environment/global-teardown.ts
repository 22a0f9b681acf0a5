import { once } from 'node:events';
import { shared } from './global-setup';

/** Ends the environment server and waits until it has ended everything that it started. */
export default async function stopEnvironmentServer(): Promise<void> {
  const child = shared.environmentServer;
  if (!child) return;
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.ref();
    child.stdin?.end();
    await exited;
  }
}
