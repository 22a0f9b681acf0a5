import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { joinSockets } from './join-sockets';

export interface CuttableProxy {
  /** The address that stands for the server's. */
  readonly port: number;
  /** Breaks every connection and takes no more: the server is out of reach, and keeps what it has. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  /** Keeps every connection and lets nothing through any more. */
  stall(): void;
  /** New connections lead to another server from now on. */
  redirectTo(target: number): void;
  stop(): Promise<void>;
}

/** A cable to a server on this machine that can be cut. */
export async function startCuttableProxy(target: number): Promise<CuttableProxy> {
  let goal = target;
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(goal, '127.0.0.1');
    joinSockets(near, far, ends);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const end of ends) end.destroy();
    await closed;
  };
  return {
    port,
    disconnect: cut,
    stall() {
      for (const end of ends) end.unpipe().pause();
    },
    redirectTo: (other) => {
      goal = other;
    },
    async reconnect() {
      await listen(port);
    },
    stop: () => (server.listening ? cut() : Promise.resolve()),
  };
}
