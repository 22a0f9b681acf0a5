import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface NoWebSocketProxy {
  /** The port to use in place of the server's. */
  readonly port: number;
  /** Returns the number of upgrade requests, none of which is answered. */
  readonly unansweredUpgrades: () => number;
  stop(): Promise<void>;
}

/** Starts a proxy that forwards everything except WebSocket upgrades, which it never answers. */
export async function startNoWebSocketProxy(target: number): Promise<NoWebSocketProxy> {
  const ends = new Set<Socket>();
  let swallowed = 0;
  const keep = (end: Socket) => {
    ends.add(end);
    end.on('error', () => undefined).on('close', () => ends.delete(end));
  };

  const server = createServer((near) => {
    keep(near);
    near.once('data', (first: Buffer) => {
      // A browser opens a connection of its own for a WebSocket.
      if (/^upgrade: websocket/im.test(first.toString('latin1'))) {
        swallowed += 1;
        return;
      }
      const far = connect(target, '127.0.0.1');
      keep(far);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      far.write(first);
      near.pipe(far).pipe(near);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    unansweredUpgrades: () => swallowed,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const end of ends) end.destroy();
      await closed;
    },
  };
}
