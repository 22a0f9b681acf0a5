import type { Socket } from 'node:net';

/** Forwards in both directions and ends both sockets together; keeps both in `open` until then. */
export function joinSockets(client: Socket, upstream: Socket, open: Set<Socket>): void {
  for (const socket of [client, upstream]) {
    open.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
  }
  client.pipe(upstream).pipe(client);
}
