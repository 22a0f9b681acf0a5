import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { MINUTE } from '../../domain/time';
import { hasBody } from '../has-body';
import { Problem } from './problem';
import { sendProblemOnSocket } from './socket-problem';

/** For requests that offer a protocol which is not spoken here, as curl and Java's clients do. */
export interface UpgradeFallback {
  /** Answers as if nothing had been offered, which HTTP allows (RFC 9110, 7.8). The connection ends with the answer. */
  answer(request: IncomingMessage, socket: Socket): void;
}

/** Whoever has not taken the whole answer by then is gone. */
const PATIENCE = MINUTE;

export function createUpgradeFallback(server: Server, publicUrl: string): UpgradeFallback {
  return {
    answer(request, socket) {
      boundPatience(socket);
      // Node has let go of the connection: nobody would read the body.
      if (hasBody(request)) sendProblemOnSocket(socket, { problem: new Problem(400), publicUrl });
      else server.emit('request', request, respondOn(socket, request));
    },
  };
}

/** Node's server no longer counts or times these. Nothing but what every stream has is used: newer versions of Node give others, too. */
function boundPatience(socket: Socket): void {
  const destroy = () => {
    socket.destroy();
  };
  const patience = setTimeout(destroy, PATIENCE);
  socket.on('error', destroy);
  socket.once('close', () => {
    clearTimeout(patience);
  });
}

function respondOn(socket: Socket, request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => {
    response.detachSocket(socket);
    socket.end(() => {
      socket.destroy();
    });
  });
  return response;
}
