import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What a server is busy with: connections, and the work for requests, which goes on when whoever asked has hung up. */
export interface InFlightRequests {
  /** Counts it until it ends. */
  track(work: Promise<void>): Promise<void>;
  /**
   * Waits for the work that has begun, and listens meanwhile: whoever comes then is told that the process goes. After that it takes no more
   * connections and waits for their end; `ms` at most for all. `cut-off`: what was left has no connection any more.
   */
  drain(ms: number): Promise<'finished' | 'cut-off'>;
}

const SWEEP = 50;
/** Browsers open connections ahead. One that has brought nothing by then will not (ms). */
const SILENCE = 1_000;

export function trackInFlightRequests(server: Server): InFlightRequests {
  const works = new Set<Promise<void>>();
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    const silence = setTimeout(() => {
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    }, SILENCE);
    // A kept connection is idle once its answer is out, and would stay open.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, SWEEP);
    await closed;
    clearTimeout(silence);
    clearInterval(sweep);
  };

  const finishAll = async () => {
    await Promise.allSettled(works);
    await close();
    // Of some whoever asked has hung up.
    await Promise.allSettled(works);
    return 'finished' as const;
  };

  const cutOff = () => {
    if (server.listening) server.close();
    for (const socket of connections) socket.destroy();
  };

  return {
    async track(work) {
      works.add(work);
      try {
        await work;
      } finally {
        works.delete(work);
      }
    },

    async drain(ms) {
      if (!server.listening) return 'finished';
      const over = new AbortController();
      const late = delay(ms, 'cut-off' as const, { signal: over.signal });
      const outcome = await Promise.race([finishAll(), late]);
      over.abort();
      late.catch(() => undefined);
      if (outcome === 'cut-off') cutOff();
      return outcome;
    },
  };
}
