import type { Activity } from 'botbuilder';
import { WEBSITE_CHANNEL } from '../../domain/channel';
import { FEED_START, type ActivityFeed, type FeedEntry } from '../../ports/chat/activity-feed';
import type { ChatVisitor } from '../../ports/chat/chat-tokens';
import type { ActivityHandler } from '../turn/activity-handler';
import type { DirectLine, PostedActivity } from '../api/direct-line';
import { activityIdAt, BOT_ACCOUNT, type DirectLineChannel } from './direct-line-channel';
import { failIfLastReplyIsLost } from './last-reply';
import { createSingleFlight } from '../turn/single-flight';

export interface BuiltInDirectLineOptions {
  readonly feed: ActivityFeed;
  readonly channel: DirectLineChannel;
  readonly handler: ActivityHandler;
}

/** When a turn takes longer than this, the person sees that somebody is writing; clients show it for five seconds (ms). */
const TYPING = { after: 700, every: 4_000 };

export function createDirectLine({ channel, feed, handler }: BuiltInDirectLineOptions): DirectLine {
  const once = createSingleFlight();
  const turn = failIfLastReplyIsLost(async (context) => {
    await handler.onActivity(context);
  });
  const answer = (visitor: ChatVisitor, activity: Partial<Activity>) =>
    showingWork(feed, visitor, () => channel.receive({ ...activity, ...accountsOf(visitor) }, turn));

  /** Twice at once is once: the second finds the conversation under way. */
  const greet = (visitor: ChatVisitor, locale: string | undefined) => {
    const membersAdded = [accountsOf(visitor).from];
    return answer(visitor, { type: 'conversationUpdate', membersAdded, ...(locale !== undefined && { locale }) });
  };

  async function greetIfSilent(visitor: ChatVisitor, locale: string | undefined): Promise<void> {
    const said = await feed.read(visitor.conversation, FEED_START);
    if (said !== 'ended' && said.entries.length === 0) await greet(visitor, locale);
  }

  /** Nobody reads an event or sees it, and that somebody types is of no use to a bot: neither is kept. */
  async function notice(visitor: ChatVisitor, posted: PostedActivity): Promise<{ readonly id: string } | 'ended'> {
    if ((await feed.keepAlive(visitor.conversation)) === 'ended') return 'ended';
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
      const kept = await feed.keepAlive(visitor.conversation);
      if (kept === 'kept' && since === FEED_START) await greetIfSilent(visitor, locale);
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
      const id = activityIdAt(visitor.conversation, entry.position);
      await once(id, () => answer(visitor, { ...said, id, timestamp: new Date(entry.at) }));
      return { id };
    },

    async read(visitor, since) {
      const part = await feed.read(visitor.conversation, since);
      if (part === 'ended') return part;
      return {
        activities: part.entries.map((entry) => placed(visitor, entry)),
        places: part.entries.map(({ position }) => position),
        watermark: part.watermark,
      };
    },

    keepAlive: ({ conversation }) => feed.keepAlive(conversation),

    follow: ({ conversation }, listener) =>
      feed.subscribe(conversation, {
        onAppended() {
          listener.onAppended();
        },
        onTransient(activity) {
          listener.onTransient(JSON.parse(activity) as object);
        },
      }),
  };
}

/** Who speaks, and where: from the token, whatever was posted. */
const accountsOf = ({ conversation, user }: ChatVisitor) => ({
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
const placed = ({ conversation }: ChatVisitor, { activity, at, position }: FeedEntry): object => ({
  ...(JSON.parse(activity) as object),
  id: activityIdAt(conversation, position),
  timestamp: new Date(at).toISOString(),
  channelId: WEBSITE_CHANNEL,
});

/** Runs a turn and shows, while it takes long, that it is under way. */
async function showingWork(feed: ActivityFeed, visitor: ChatVisitor, turn: () => Promise<void>): Promise<void> {
  const typing = JSON.stringify({ type: 'typing', from: BOT_ACCOUNT });
  const show = () => void feed.sendTransient(visitor.conversation, typing).catch(() => undefined);
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
