import type { ActivityFeed, FeedId, FeedListener, FeedPart, Watermark } from '../../src/ports/activity-feed';

/** Resolves once `isSo`, which is looked at again whenever something happened. */
type Until = (isSo: () => boolean) => Promise<void>;

export interface FeedEar extends FeedListener {
  /** How often it was told of news. */
  news(): number;
  readonly whispers: readonly string[];
  readonly until: Until;
}

/** Remembers what it is told of a feed. */
export function feedEar(): FeedEar {
  let news = 0;
  const whispers: string[] = [];
  const { happened, until } = happenings();
  return {
    onNews() {
      news++;
      happened();
    },
    onWhisper(activity) {
      whispers.push(activity);
      happened();
    },
    news: () => news,
    whispers,
    until,
  };
}

/** What a client does: whenever it is told of news, it reads what is behind the last that it saw. */
export function feedReader(feed: ActivityFeed, id: FeedId, from: Watermark) {
  const seen: string[] = [];
  const { happened, until } = happenings();
  let place = from;
  let turn = Promise.resolve();
  const read = async () => {
    const part = partOf(await feed.read(id, place));
    seen.push(...part.entries.map(({ activity }) => activity));
    place = part.watermark;
    happened();
  };
  const listener: FeedListener = {
    onNews() {
      turn = turn.then(read);
    },
    onWhisper: () => undefined,
  };
  return { listener, seen, until: (count: number) => until(() => seen.length >= count) };
}

export function partOf(answer: FeedPart | 'ended'): FeedPart {
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
