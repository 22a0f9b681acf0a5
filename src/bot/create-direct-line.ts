import type { Activity } from 'botbuilder';
import { WEBSITE } from '../domain/channel';
import { FROM_THE_START, type ActivityFeed, type FeedEntry } from '../ports/activity-feed';
import type { Visitor } from '../ports/chat-tokens';
import type { ActivityHandler } from './activity-handler';
import type { DirectLine, PostedActivity } from './direct-line';
import { activityId, BOT, type DirectLineChannel } from './direct-line-channel';
import { insistingOnTheLastWord } from './last-word';
import { createOnceAtATime } from './once-at-a-time';

export interface DirectLineOptions {
  readonly feed: ActivityFeed;
  readonly channel: DirectLineChannel;
  readonly handler: ActivityHandler;
}

/** When a turn takes longer than this, the person sees that somebody is writing; clients show it for five seconds (ms). */
const TYPING = { after: 700, every: 4_000 };

export function createDirectLine({ channel, feed, handler }: DirectLineOptions): DirectLine {
  const once = createOnceAtATime();
  const turn = insistingOnTheLastWord(async (context) => {
    await handler.onActivity(context);
  });
  const answer = (visitor: Visitor, activity: Partial<Activity>) =>
    showingWork(feed, visitor, () => channel.receive({ ...activity, ...accountsOf(visitor) }, turn));

  /** Twice at once is once: the second finds the conversation under way. */
  const greet = (visitor: Visitor, locale: string | undefined) => {
    const membersAdded = [accountsOf(visitor).from];
    return answer(visitor, { type: 'conversationUpdate', membersAdded, ...(locale !== undefined && { locale }) });
  };

  async function greetIfSilent(visitor: Visitor, locale: string | undefined): Promise<void> {
    const said = await feed.read(visitor.conversation, FROM_THE_START);
    if (said !== 'ended' && said.entries.length === 0) await greet(visitor, locale);
  }

  /** Nobody reads an event or sees it, and that somebody types is of no use to a bot: neither is kept. */
  async function notice(visitor: Visitor, posted: PostedActivity): Promise<{ readonly id: string } | 'ended'> {
    if ((await feed.keep(visitor.conversation)) === 'ended') return 'ended';
    if (posted.type === 'event') await answer(visitor, withoutAccounts(posted));
    return { id: '' };
  }

  return {
    async start(visitor, locale) {
      const begun = await feed.start(visitor.conversation);
      if (begun === 'started') await greet(visitor, locale);
      // The process that began it may have died before it greeted.
      else await greetIfSilent(visitor, locale);
      return begun;
    },

    async resume(visitor, since, locale) {
      const kept = await feed.keep(visitor.conversation);
      if (kept === 'kept' && since === FROM_THE_START) await greetIfSilent(visitor, locale);
      return kept;
    },

    async post(visitor, posted) {
      if (posted.type !== 'message') return notice(visitor, posted);
      const said = withoutAccounts(posted);
      const echo = {
        ...said,
        ...accountsOf(visitor),
        // What a person types is no markup.
        textFormat: 'plain',
        channelData: { clientActivityID: posted.clientActivityId },
      };
      const entry = await feed.append(visitor.conversation, JSON.stringify(echo), posted.clientActivityId);
      if (entry === 'ended') return entry;
      // Also when it was there before: under its id one that was answered is not answered again, and one that was not, is.
      const id = activityId(visitor.conversation, entry.place);
      await once(id, () => answer(visitor, { ...said, id, timestamp: new Date(entry.at) }));
      return { id };
    },

    async read(visitor, since) {
      const part = await feed.read(visitor.conversation, since);
      if (part === 'ended') return part;
      return {
        activities: part.entries.map((entry) => placed(visitor, entry)),
        places: part.entries.map(({ place }) => place),
        watermark: part.watermark,
      };
    },

    keep: ({ conversation }) => feed.keep(conversation),

    follow: ({ conversation }, listener) =>
      feed.follow(conversation, {
        onNews() {
          listener.onNews();
        },
        onWhisper(activity) {
          listener.onMoment(JSON.parse(activity) as object);
        },
      }),
  };
}

/** Who speaks, and where: from the token, whatever was posted. */
const accountsOf = ({ conversation, user }: Visitor) => ({
  from: { id: user, name: '', role: 'user' },
  conversation: { id: conversation } as { id: string } as Activity['conversation'],
});

const withoutAccounts = ({ type, text, locale, name, localTimestamp }: PostedActivity) => ({
  type,
  text,
  locale,
  name,
  localTimestamp: localTimestamp === undefined ? undefined : new Date(localTimestamp),
});

/** An activity gets its id and its time from its place. */
const placed = ({ conversation }: Visitor, { activity, at, place }: FeedEntry): object => ({
  ...(JSON.parse(activity) as object),
  id: activityId(conversation, place),
  timestamp: new Date(at).toISOString(),
  channelId: WEBSITE,
});

/** Runs a turn and shows, while it takes long, that it is under way. */
async function showingWork(feed: ActivityFeed, visitor: Visitor, turn: () => Promise<void>): Promise<void> {
  const typing = JSON.stringify({ type: 'typing', from: BOT });
  const show = () => void feed.whisper(visitor.conversation, typing).catch(() => undefined);
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    again = setInterval(show, TYPING.every);
  }, TYPING.after);
  try {
    await turn();
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}
