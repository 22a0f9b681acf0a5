import type { FeedId } from '../../../ports/chat/activity-feed';
import { Problem } from '../../server/problem';
import type { DirectLineLimits } from './options';

/** Open streams of this process, counted. */
export interface StreamSlots {
  /** @returns gives the seat back @throws Problem 503 when all are taken, 429 when this conversation has its share */
  acquire(conversation: FeedId): () => void;
}

export function createStreamSlots({ sockets, socketsOfOne }: DirectLineLimits): StreamSlots {
  const taken = new Map<FeedId, number>();
  let all = 0;

  return {
    acquire(conversation) {
      const own = taken.get(conversation) ?? 0;
      if (all >= sockets) throw new Problem(503, { kind: 'streams-full', headers: RETRY });
      if (own >= socketsOfOne) throw new Problem(429, { kind: 'too-many-streams', headers: RETRY });
      all += 1;
      taken.set(conversation, own + 1);

      return () => {
        const left = (taken.get(conversation) ?? 1) - 1;
        all -= 1;
        if (left === 0) taken.delete(conversation);
        else taken.set(conversation, left);
      };
    },
  };
}

const RETRY = { 'Retry-After': '10' };
