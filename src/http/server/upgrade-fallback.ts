import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { MINUTE } from '../../domain/time';
import { hasBody } from './bodies';
import { Problem } from './problem';
import { sendProblemOnSocket } from './socket-problem';

/** Answers requests that offer an upgrade to an unsupported protocol, as curl and Java's clients do. */
export interface UpgradeFallback {
  /** Ignores the offered upgrade, which HTTP allows (RFC 9110, 7.8). The connection ends with the response. */
  answer(request: IncomingMessage, socket: Socket): void;
}

/** Upper bound on the time until the client has read the whole response. */
const RESPONSE_TIMEOUT = MINUTE;

export function createUpgradeFallback(server: Server, publicUrl: string): UpgradeFallback {
  return {
    answer(request, socket) {
      limitLifetime(socket);
      // Node has detached its parser from the connection, so a body cannot be read.
      if (hasBody(request)) sendProblemOnSocket(socket, { problem: new Problem(400), publicUrl });
      else server.emit('request', request, respondOn(socket, request));
    },
  };
}

/** Needed since Node's server no longer applies its timeouts. Uses only what every stream has, because newer versions of Node pass other streams. */
function limitLifetime(socket: Socket): void {
  const destroy = () => {
    socket.destroy();
  };
  const timer = setTimeout(destroy, RESPONSE_TIMEOUT);
  socket.on('error', destroy);
  socket.once('close', () => {
    clearTimeout(timer);
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
