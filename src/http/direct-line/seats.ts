import type { FeedId } from '../../ports/activity-feed';
import { Problem } from '../problem';
import type { ChatLimits } from './options';

/** Open streams of this process, counted. */
export interface Seats {
  /** @returns gives the seat back @throws Problem 503 when all are taken, 429 when this conversation has its share */
  take(conversation: FeedId): () => void;
}

export function createSeats({ sockets, socketsOfOne }: ChatLimits): Seats {
  const taken = new Map<FeedId, number>();
  let all = 0;

  return {
    take(conversation) {
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
