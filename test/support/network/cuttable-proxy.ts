import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { joinSockets } from './join-sockets';

export interface CuttableProxy {
  /** The port to use in place of the server's. */
  readonly port: number;
  /** Breaks every connection and accepts no more; the server keeps its data. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  /** Keeps every connection open and forwards nothing any more. */
  stall(): void;
  /** Forwards new connections to another server. */
  redirectTo(target: number): void;
  stop(): Promise<void>;
}

/** Starts a proxy to a server on this machine whose connections can be broken. */
export async function startCuttableProxy(target: number): Promise<CuttableProxy> {
  let targetPort = target;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    joinSockets(client, upstream, sockets);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const disconnect = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    disconnect,
    stall() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    redirectTo: (other) => {
      targetPort = other;
    },
    async reconnect() {
      await listen(port);
    },
    stop: () => (server.listening ? disconnect() : Promise.resolve()),
  };
}
