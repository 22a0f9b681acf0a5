/** Listener for the events of a socket. */
export interface SocketObserver {
  onOpen(): void;
  onClose(): void;
}

/** Reports the sockets that are created from now on to this observer. */
export type ObserveSockets = (observer: SocketObserver) => void;

/**
 * Replaces the global `WebSocket` by one that reports its events. Needed because Direct Line's client reconnects a lost socket only after 3
 * to 15 seconds and does not report the loss. Must be called before the client is created.
 */
export function installSocketObserver(): ObserveSockets {
  let current: SocketObserver | undefined;
  const NativeWebSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends NativeWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const observer = current;
      this.addEventListener('open', () => observer?.onOpen());
      this.addEventListener('close', () => observer?.onClose());
    }
  };
  return (observer) => {
    current = observer;
  };
}
