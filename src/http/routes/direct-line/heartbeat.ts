import type { WebSocket } from 'ws';
import type { DirectLineLimits } from './options';

/** Upper bound on frames from the client between two pings. Clients send only an empty text every 20 s and answer pings. */
const MAX_FRAMES = 50;

/** Closes a stream whose client is unreachable, does not read, sends unexpected or too many frames, or whose token's life has ended. */
export function monitorHeartbeat(ws: WebSocket, { socketSilence, token }: DirectLineLimits): void {
  let frames = 0;
  const silenceTimer = setTimeout(() => {
    ws.terminate();
  }, socketSilence);
  const pingTimer = setInterval(() => {
    frames = 0;
    ws.ping();
  }, socketSilence / 3);
  // The client then opens a new stream with its newest token.
  const lifeTimer = setTimeout(() => {
    ws.close(1000, 'over');
  }, token);

  const count = () => {
    frames += 1;
    if (frames > MAX_FRAMES) ws.close(1008, 'too often');
  };
  ws.on('ping', count);
  ws.on('message', (_text, isBinary) => {
    if (isBinary) ws.close(1008, 'text only');
    else count();
  });
  ws.on('pong', () => {
    // Only a pong counts as a sign of life: a ping follows all frames sent before it, so the client has read them.
    silenceTimer.refresh();
    count();
  });
  ws.once('close', () => {
    clearTimeout(silenceTimer);
    clearInterval(pingTimer);
    clearTimeout(lifeTimer);
  });
}
