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
  /** Hears why a stream was closed before its time. */
  onError(error: unknown): void;
}

/** Bytes. A client that has left so many unread is not listening, or has a feed that nobody types: it comes back to where it was. */
const MOST_UNREAD = 512 * 1024;

/**
 * Tells the client everything behind `since`, in order, each once, until it leaves or the conversation ends. When the store is down the
 * stream closes: its client comes back by itself, to where it was. Never throws.
 */
export async function streamFeed(
  ws: WebSocket,
  { visitor, since }: StreamSubscription,
  teller: StreamFeedOptions,
): Promise<void> {
  const { directLine } = teller;
  let place = since;
  const fail = (error: unknown) => {
    ws.close(1011, 'unavailable');
    teller.onError(error);
  };
  const catchUp = oneAtATime(async () => {
    if (ws.readyState !== WebSocket.OPEN) return;
    const part = await directLine.read(visitor, place);
    if (part === 'ended') {
      ws.close(1000, 'ended');
      return;
    }
    send(ws, framesOf(part));
    place = part.watermark;
  }, fail);
  // A moment does not wait for a reading under way: it would come after the words that end it.
  const onMoment = (activity: object) => {
    send(ws, [{ activities: [activity], watermark: place }]);
  };

  try {
    // Before the first reading, or what is said in between would be missed.
    const leave = await directLine.follow(visitor, { onAppended: catchUp, onTransient: onMoment });
    if (ws.readyState === WebSocket.CLOSED) leave();
    else ws.once('close', leave);
    catchUp();
  } catch (error) {
    fail(error);
  }
}

/** Each call makes `work` run once more, never twice at once; calls while it runs count as one. */
function oneAtATime(work: () => Promise<void>, fail: (error: unknown) => void): () => void {
  let wanted = 0;
  const run = async () => {
    try {
      for (let done = 0; done !== wanted;) {
        done = wanted;
        await work();
      }
    } catch (error) {
      fail(error);
    }
    wanted = 0;
  };
  return () => {
    wanted += 1;
    if (wanted === 1) void run();
  };
}

interface Frame {
  readonly activities: readonly [object];
  readonly watermark: Watermark;
}

/** Each activity in a frame of its own: clients deliver those of one frame bit by bit, and mix them with those of the next. */
const framesOf = ({ activities, places, watermark }: ActivitySet): Frame[] =>
  activities.map((activity, index) => ({ activities: [activity], watermark: places[index] ?? watermark }));

function send(ws: WebSocket, frames: readonly Frame[]): void {
  for (const frame of frames) {
    if (ws.readyState !== WebSocket.OPEN) return;
    if (ws.bufferedAmount > MOST_UNREAD) ws.terminate();
    else ws.send(JSON.stringify(frame));
  }
}
