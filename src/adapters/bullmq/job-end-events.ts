import { withoutCommandArguments } from '../../ports/errors';
import { QueueEvents } from 'bullmq';
import { SECOND } from '../../domain/time';
import { endClient, isWorthReporting, queueKeyOptions, type QueueRedisClient } from './connections';

export interface JobEndListenerOptions {
  readonly name: string;
  readonly blockingRedis: QueueRedisClient;
  /** Called when a job has ended in any process. May miss a job after more events than are kept, or when Redis lost them. */
  readonly onEnd: (id: string) => void;
  readonly onError: (cause: Error) => void;
}

/** Listens for the ends of jobs. Returns the function that stops it. */
export function listenForJobEnds({ name, blockingRedis, onEnd, onError }: JobEndListenerOptions): () => Promise<void> {
  let stopped = false;
  const events = new QueueEvents(name, {
    ...queueKeyOptions(name),
    connection: blockingRedis,
    // Reads from the first event kept: asking for new events only would miss those between two reads.
    lastEventId: '0-0',
    // A connection that died during the read is noticed a second after this.
    blockingTimeout: 3 * SECOND,
  });
  events
    .on('completed', ({ jobId }) => {
      onEnd(jobId);
    })
    .on('failed', ({ jobId }) => {
      onEnd(jobId);
    })
    .on('error', (error) => {
      if (!stopped && isWorthReporting(error)) onError(withoutCommandArguments(error));
    });

  return async () => {
    stopped = true;
    // Not awaited: it waits for the connection to end, and one that is down never does.
    events.close().catch(() => undefined);
    const backend = events.getBackend();
    backend.client.then(endClient, () => undefined);
    await backend.close(true);
  };
}
