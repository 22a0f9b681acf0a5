import type { WebSocket } from 'ws';
import type { DirectLineLimits } from './options';

/** Clients say nothing but an empty text every 20 s, and answer our pings: what comes more often is no such client. */
const MOST_SIGNS = 50;

/** Ends a stream whose client is gone or does not read, says what no client says, or has outlived its token. */
export function monitorHeartbeat(ws: WebSocket, { socketSilence, token }: DirectLineLimits): void {
  let signs = 0;
  const silence = setTimeout(() => {
    ws.terminate();
  }, socketSilence);
  const beat = setInterval(() => {
    signs = 0;
    ws.ping();
  }, socketSilence / 3);
  // The client opens another with the token it has by then.
  const life = setTimeout(() => {
    ws.close(1000, 'over');
  }, token);

  const count = () => {
    signs += 1;
    if (signs > MOST_SIGNS) ws.close(1008, 'too often');
  };
  ws.on('ping', count);
  ws.on('message', (_text, isBinary) => {
    if (isBinary) ws.close(1008, 'text only');
    else count();
  });
  ws.on('pong', () => {
    // The only sign of life that counts: pings come after all frames, and whoever answers one has read them.
    silence.refresh();
    count();
  });
  ws.once('close', () => {
    clearTimeout(silence);
    clearInterval(beat);
    clearTimeout(life);
  });
}
