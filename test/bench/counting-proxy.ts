import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CountingProxy {
  readonly port: number;
  /** Round trips since it was last asked. */
  count(): number;
  close(): Promise<void>;
}

/**
 * Stands before a server and counts round trips: something is sent after the answer to what was sent before. Commands that leave
 * together are one; a script is one, whatever it does inside.
 */
export async function startCountingProxy(target: number): Promise<CountingProxy> {
  const sockets = new Set<Socket>();
  let trips = 0;

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let direction: 'asking' | 'answering' = 'answering';
    client.on('data', (bytes) => {
      if (direction === 'answering') trips += 1;
      direction = 'asking';
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      direction = 'answering';
      client.write(bytes);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // prettier-ignore
      sockets.add(socket);
      socket.setNoDelay();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,

    count() {
      const counted = trips;
      trips = 0;
      return counted;
    },

    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
