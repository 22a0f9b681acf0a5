/** How the conversation gets here: over a socket, or by asking for it again and again. */
export type Transport = 'socket' | 'polling';

/** Chooses the way of the next line by what became of those before. */
export interface TransportSelector {
  select(): Transport;
  /** A line on this way has come online. */
  recordSuccess(way: Transport): void;
  /** A line on this way has not. */
  recordFailure(way: Transport): void;
}

/** Sockets in a row that never opened: something on the way lets none through. Where none ever did, one is enough. */
const MOST_FRUITLESS = 3;
const SOCKET_AGAIN_AFTER = 10 * 60_000;

export function createTransportSelector(): TransportSelector {
  let most = 1;
  let fruitless = 0;
  let pollUntil = 0;

  return {
    select: () => (Date.now() < pollUntil ? 'polling' : 'socket'),
    recordSuccess(way) {
      if (way === 'polling') return;
      most = MOST_FRUITLESS;
      fruitless = 0;
    },
    recordFailure(way) {
      if (way === 'polling') return;
      fruitless += 1;
      if (fruitless >= most) pollUntil = Date.now() + SOCKET_AGAIN_AFTER;
    },
  };
}
