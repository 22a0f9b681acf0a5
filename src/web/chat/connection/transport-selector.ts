/** How activities reach the page: over a WebSocket, or by polling. */
export type Transport = 'socket' | 'polling';

/** Chooses the transport of the next connection from the outcome of the previous ones. */
export interface TransportSelector {
  select(): Transport;
  /** Records that a connection over this transport came online. */
  recordSuccess(transport: Transport): void;
  /** Records that a connection over this transport did not come online. */
  recordFailure(transport: Transport): void;
}

/** After this many consecutive sockets that did not open, the network is taken to block them. Before the first that opened, one is enough. */
const MAX_FAILURES = 3;
/** In ms. */
const POLLING_PERIOD = 10 * 60_000;

export function createTransportSelector(): TransportSelector {
  let maxFailures = 1;
  let failures = 0;
  let pollUntil = 0;

  return {
    select: () => (Date.now() < pollUntil ? 'polling' : 'socket'),
    recordSuccess(transport) {
      if (transport === 'polling') return;
      maxFailures = MAX_FAILURES;
      failures = 0;
    },
    recordFailure(transport) {
      if (transport === 'polling') return;
      failures += 1;
      if (failures >= maxFailures) pollUntil = Date.now() + POLLING_PERIOD;
    },
  };
}
