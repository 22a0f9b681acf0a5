import { connect } from 'node:net';
import { startTcpServer } from '../mail/smtp-service';

export interface CountingProxy {
  readonly port: number;
  /** Returns the number of round trips since the last call. */
  takeCount(): number;
  close(): Promise<void>;
}

/**
 * Starts a proxy to a server on this machine that counts round trips: data sent after the answer to the data before. Commands that are sent
 * together are one round trip, and so is a script, whatever it runs.
 */
export async function startCountingProxy(target: number): Promise<CountingProxy> {
  let roundTrips = 0;
  const service = await startTcpServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let isAwaitingAnswer = false;
    client.on('data', () => {
      if (!isAwaitingAnswer) roundTrips += 1;
      isAwaitingAnswer = true;
    });
    upstream.on('data', () => (isAwaitingAnswer = false));
    upstream.on('error', () => undefined);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  return {
    port: service.port,
    takeCount() {
      const count = roundTrips;
      roundTrips = 0;
      return count;
    },
    close: () => service.close(),
  };
}
