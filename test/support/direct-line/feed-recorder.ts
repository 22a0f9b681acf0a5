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
  let appendedCount = 0;
  const transients: string[] = [];
  const { signal, until } = createSignal();
  return {
    onAppended() {
      appendedCount++;
      signal();
    },
    onTransient(activity) {
      transients.push(activity);
      signal();
    },
    appendedCount: () => appendedCount,
    transients,
    waitUntil: until,
  };
}

/** Creates a subscriber that at each notification reads the activities after the last one that it has read. */
export function createFeedReader(feed: ActivityFeed, id: FeedId, from: Watermark) {
  const activities: string[] = [];
  const { signal, until } = createSignal();
  let watermark = from;
  let lastRead = Promise.resolve();
  const read = async () => {
    const part = liveFeedPart(await feed.read(id, watermark));
    activities.push(...part.entries.map(({ activity }) => activity));
    watermark = part.watermark;
    signal();
  };
  const listener: FeedListener = {
    onAppended() {
      lastRead = lastRead.then(read);
    },
    onTransient: () => undefined,
  };
  return { listener, activities, until: (count: number) => until(() => activities.length >= count) };
}

export function liveFeedPart(answer: FeedPage | 'ended'): FeedPage {
  if (answer === 'ended') throw new Error('the feed has ended');
  return answer;
}

function createSignal(): { signal(): void; until: Until } {
  const waiting = new Set<() => void>();
  return {
    signal() {
      waiting.forEach((check) => {
        check();
      });
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const check = () => {
          if (!isSo()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
