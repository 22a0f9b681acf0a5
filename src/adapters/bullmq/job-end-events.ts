import { withoutCommandArguments } from '../../ports/errors';
import { QueueEvents } from 'bullmq';
import { SECOND } from '../../domain/time';
import { endClient, isWorthReporting, queueKeyOptions, type RedisClient } from './connections';

export interface JobEndListenerOptions {
  readonly name: string;
  readonly patient: RedisClient;
  /** Hears of a job that is over, whichever process did it; of some not at all when there were too many, or Redis forgot. */
  readonly onEnd: (id: string) => void;
  readonly onTrouble: (cause: Error) => void;
}

/** Listens for the ends of jobs; answers with what stops it. */
export function listenForJobEnds({ name, patient, onEnd, onTrouble }: JobEndListenerOptions): () => Promise<void> {
  let stopped = false;
  const events = new QueueEvents(name, {
    ...queueKeyOptions(name),
    connection: patient,
    // Asked for what comes from now on, Redis would leave out what comes between two such questions.
    lastEventId: '0-0',
    // A line that died under the question is noticed a second after this.
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
      if (!stopped && isWorthReporting(error)) onTrouble(withoutCommandArguments(error));
    });

  return async () => {
    stopped = true;
    // It waits for its connection to tell its end, which one that is down never does.
    events.close().catch(() => undefined);
    const backend = events.getBackend();
    backend.client.then(endClient, () => undefined);
    await backend.close(true);
  };
}
