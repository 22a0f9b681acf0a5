import type { Socket } from 'node:net';

/** Forwards in both directions and ends both sockets together; keeps both in `open` until then. */
export function joinSockets(near: Socket, far: Socket, open: Set<Socket>): void {
  for (const end of [near, far]) {
    open.add(end);
    end
      .on('error', () => undefined)
      .on('close', () => {
        open.delete(end);
        near.destroy();
        far.destroy();
      });
  }
  near.pipe(far).pipe(near);
}
