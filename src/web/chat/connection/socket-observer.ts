/** Hears of a socket. */
export interface SocketObserver {
  onOpen(): void;
  onClose(): void;
}

/** The sockets that are made from now on are this one's. */
export type ObserveSockets = (watcher: SocketObserver) => void;

/**
 * Direct Line's client comes back from a lost socket by itself, but only after 3 to 15 seconds, and tells nobody. So the page
 * gives it sockets that tell. To be called before the client is made.
 */
export function installSocketObserver(): ObserveSockets {
  let watcher: SocketObserver | undefined;
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const mine = watcher;
      this.addEventListener('open', () => mine?.onOpen());
      this.addEventListener('close', () => mine?.onClose());
    }
  };
  return (next) => {
    watcher = next;
  };
}
