import type { FeedId } from '../../../ports/chat/activity-feed';
import { Problem } from '../../server/problem';
import type { DirectLineLimits } from './options';

/** Limits the open streams of this process, in all and per conversation. */
export interface StreamSlots {
  /** @returns a function that releases the slot @throws Problem 503 when all slots are taken, 429 when this conversation has its maximum */
  acquire(conversation: FeedId): () => void;
}

export function createStreamSlots({ sockets, socketsPerConversation }: DirectLineLimits): StreamSlots {
  const taken = new Map<FeedId, number>();
  let total = 0;

  return {
    acquire(conversation) {
      const own = taken.get(conversation) ?? 0;
      if (total >= sockets) throw new Problem(503, { kind: 'streams-full', headers: RETRY });
      if (own >= socketsPerConversation) throw new Problem(429, { kind: 'too-many-streams', headers: RETRY });
      total += 1;
      taken.set(conversation, own + 1);

      return () => {
        const left = (taken.get(conversation) ?? 1) - 1;
        total -= 1;
        if (left === 0) taken.delete(conversation);
        else taken.set(conversation, left);
      };
    },
  };
}

const RETRY = { 'Retry-After': '10' };
