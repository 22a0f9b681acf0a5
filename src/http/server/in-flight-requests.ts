import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { withTimeout } from '../../timing/with-timeout';

/** Tracks a server's open connections and the handlers of its requests. A handler goes on after its client has disconnected. */
export interface InFlightRequests {
  /** Tracks a handler until it settles. */
  track(work: Promise<void>): Promise<void>;
  /**
   * Waits for the handlers that have begun; the server still listens meanwhile, so that new requests get a 503. Then stops listening and
   * waits until all connections have closed. Takes `ms` at most in all. `cut-off`: the time was over and the remaining connections were
   * destroyed.
   */
  drain(ms: number): Promise<'finished' | 'cut-off'>;
}

/** Interval of closing idle connections, in ms. */
const IDLE_CHECK = 50;
/** Browsers open connections in advance. One without a byte after this time is destroyed (ms). */
const FIRST_BYTE_TIMEOUT = 1_000;

export function trackInFlightRequests(server: Server): InFlightRequests {
  const handlers = new Set<Promise<void>>();
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    const firstByteTimer = setTimeout(() => {
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    }, FIRST_BYTE_TIMEOUT);
    // A keep-alive connection becomes idle after its response and would stay open.
    const idleTimer = setInterval(() => {
      server.closeIdleConnections();
    }, IDLE_CHECK);
    await closed;
    clearTimeout(firstByteTimer);
    clearInterval(idleTimer);
  };

  const finishAll = async () => {
    await Promise.allSettled(handlers);
    await close();
    // Handlers whose client has disconnected do not keep a connection open.
    await Promise.allSettled(handlers);
    return 'finished' as const;
  };

  const cutOff = () => {
    if (server.listening) server.close();
    for (const socket of connections) socket.destroy();
  };

  return {
    async track(work) {
      handlers.add(work);
      try {
        await work;
      } finally {
        handlers.delete(work);
      }
    },

    async drain(ms) {
      if (!server.listening) return 'finished';
      const outcome = await withTimeout(ms, finishAll(), () => 'cut-off' as const);
      if (outcome === 'cut-off') cutOff();
      return outcome;
    },
  };
}
