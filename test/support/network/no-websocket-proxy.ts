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
  const sockets = new Set<Socket>();
  let unanswered = 0;
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };

  const server = createServer((client) => {
    track(client);
    client.once('data', (first: Buffer) => {
      // A browser opens a connection of its own for a WebSocket.
      if (/^upgrade: websocket/im.test(first.toString('latin1'))) {
        unanswered += 1;
        return;
      }
      const upstream = connect(target, '127.0.0.1');
      track(upstream);
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
      upstream.write(first);
      client.pipe(upstream).pipe(client);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    unansweredUpgrades: () => unanswered,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
