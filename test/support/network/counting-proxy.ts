import { connect } from 'node:net';
import { startTcpServer } from '../mail/smtp-service';

export interface CountingProxy {
  readonly port: number;
  /** Round trips since the last call. */
  takeCount(): number;
  close(): Promise<void>;
}

/**
 * Stands before a server of this machine and counts round trips: something is sent after the answer to what was sent before. Commands
 * that leave together are one; a script is one, whatever it does inside.
 */
export async function startCountingProxy(target: number): Promise<CountingProxy> {
  let trips = 0;
  const service = await startTcpServer((near) => {
    const far = connect(target, '127.0.0.1');
    let isAwaitingAnswer = false;
    near.on('data', () => {
      if (!isAwaitingAnswer) trips += 1;
      isAwaitingAnswer = true;
    });
    far.on('data', () => (isAwaitingAnswer = false));
    far.on('error', () => undefined);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  return {
    port: service.port,
    takeCount() {
      const counted = trips;
      trips = 0;
      return counted;
    },
    close: () => service.close(),
  };
}
