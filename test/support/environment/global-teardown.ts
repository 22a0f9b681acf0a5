import { once } from 'node:events';
import { shared } from './global-setup';

/** Stops the environment server and waits until it has stopped all of its services. */
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
