import type { ActivityFeed, FeedId, FeedListener, FeedPage, Watermark } from '../../../src/ports/chat/activity-feed';

/** Resolves once the condition holds; the condition is checked at each event. */
type Until = (isSo: () => boolean) => Promise<void>;

export interface FeedRecorder extends FeedListener {
  /** Returns how often an append was notified. */
  appendedCount(): number;
  readonly transients: readonly string[];
  readonly waitUntil: Until;
}

/** Creates a subscriber that records what a feed delivers. */
export function createFeedRecorder(): FeedRecorder {
  let news = 0;
  const whispers: string[] = [];
  const { happened, until } = happenings();
  return {
    onAppended() {
      news++;
      happened();
    },
    onTransient(activity) {
      whispers.push(activity);
      happened();
    },
    appendedCount: () => news,
    transients: whispers,
    waitUntil: until,
  };
}

/** Creates a subscriber that reads, at each notification, what follows the last activity that it read. */
export function createFeedReader(feed: ActivityFeed, id: FeedId, from: Watermark) {
  const seen: string[] = [];
  const { happened, until } = happenings();
  let place = from;
  let turn = Promise.resolve();
  const read = async () => {
    const part = liveFeedPart(await feed.read(id, place));
    seen.push(...part.entries.map(({ activity }) => activity));
    place = part.watermark;
    happened();
  };
  const listener: FeedListener = {
    onAppended() {
      turn = turn.then(read);
    },
    onTransient: () => undefined,
  };
  return { listener, seen, until: (count: number) => until(() => seen.length >= count) };
}

export function liveFeedPart(answer: FeedPage | 'ended'): FeedPage {
  if (answer === 'ended') throw new Error('the feed has ended');
  return answer;
}

function happenings(): { happened(): void; until: Until } {
  const waiting = new Set<() => void>();
  return {
    happened() {
      waiting.forEach((look) => {
        look();
      });
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
