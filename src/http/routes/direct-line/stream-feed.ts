import { WebSocket } from 'ws';
import type { ActivitySet, DirectLine } from '../../../bot/api/direct-line';
import type { Watermark } from '../../../ports/chat/activity-feed';
import type { ChatVisitor } from '../../../ports/chat/chat-tokens';

export interface StreamSubscription {
  readonly visitor: ChatVisitor;
  readonly since: Watermark;
}

export interface StreamFeedOptions {
  readonly directLine: DirectLine;
  /** Called with the reason when a failure closes a stream. */
  readonly onError: (error: unknown) => void;
}

/** Upper bound on unsent data, in bytes. Beyond it the client does not read; it is cut off and resumes from its watermark. */
const MAX_UNSENT = 512 * 1024;

/**
 * Sends the client every activity after `since`, in order and once each, until it disconnects or the conversation ends. When the store is
 * down the stream closes, and the client reconnects with its watermark. Never throws.
 */
export async function streamFeed(
  ws: WebSocket,
  { visitor, since }: StreamSubscription,
  { directLine, onError }: StreamFeedOptions,
): Promise<void> {
  let position = since;
  const fail = (error: unknown) => {
    ws.close(1011, 'unavailable');
    onError(error);
  };
  const catchUp = oneAtATime(async () => {
    if (ws.readyState !== WebSocket.OPEN) return;
    const set = await directLine.read(visitor, position);
    if (set === 'ended') {
      ws.close(1000, 'ended');
      return;
    }
    send(ws, framesOf(set));
    position = set.watermark;
  }, fail);
  // Sent at once, without waiting for a read in progress: a typing indicator would otherwise follow the message that ends it.
  const onTransient = (activity: object) => {
    send(ws, [{ activities: [activity], watermark: position }]);
  };

  try {
    // Before the first read, or activities appended in between would be missed.
    const unfollow = await directLine.follow(visitor, { onAppended: catchUp, onTransient });
    if (ws.readyState === WebSocket.CLOSED) unfollow();
    else ws.once('close', unfollow);
    catchUp();
  } catch (error) {
    fail(error);
  }
}

/** Returns a function that runs `work`, never twice at the same time. Calls during a run cause one more run after it. */
function oneAtATime(work: () => Promise<void>, fail: (error: unknown) => void): () => void {
  let requested = 0;
  const run = async () => {
    try {
      for (let done = 0; done !== requested;) {
        done = requested;
        await work();
      }
    } catch (error) {
      fail(error);
    }
    requested = 0;
  };
  return () => {
    requested += 1;
    if (requested === 1) void run();
  };
}

interface Frame {
  readonly activities: readonly [object];
  readonly watermark: Watermark;
}

/** Puts each activity into a frame of its own: clients deliver those of one frame with delays, and mix them with those of the next. */
const framesOf = ({ activities, positions, watermark }: ActivitySet): Frame[] =>
  activities.map((activity, index) => ({ activities: [activity], watermark: positions[index] ?? watermark }));

function send(ws: WebSocket, frames: readonly Frame[]): void {
  for (const frame of frames) {
    if (ws.readyState !== WebSocket.OPEN) return;
    if (ws.bufferedAmount > MAX_UNSENT) ws.terminate();
    else ws.send(JSON.stringify(frame));
  }
}
