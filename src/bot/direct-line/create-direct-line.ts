import { WEBSITE_CHANNEL } from '../../domain/channel';
import { FEED_START, type ActivityFeed, type FeedEntry } from '../../ports/chat/activity-feed';
import type { ChatVisitor } from '../../ports/chat/chat-tokens';
import type { DirectLine, PostedActivity } from '../api/direct-line';
import type { Activity } from '../framework';
import type { ActivityHandler } from '../turn/activity-handler';
import { createSingleFlight } from '../turn/single-flight';
import { activityIdAt, BOT_ACCOUNT, type DirectLineChannel } from './direct-line-channel';
import { failIfLastReplyIsLost } from './last-reply';

export interface BuiltInDirectLineOptions {
  readonly feed: ActivityFeed;
  readonly channel: DirectLineChannel;
  readonly handler: Pick<ActivityHandler, 'onActivity'>;
}

/** When a turn takes longer than `after`, clients get a typing activity every `every` ms; they show each for five seconds. */
const TYPING = { after: 700, every: 4_000 };

export function createDirectLine({ channel, feed, handler }: BuiltInDirectLineOptions): DirectLine {
  const once = createSingleFlight();
  const logic = failIfLastReplyIsLost(async (context) => {
    await handler.onActivity(context);
  });
  const runTurn = (visitor: ChatVisitor, activity: Partial<Activity>) =>
    withTyping(feed, visitor, () => channel.receive({ ...activity, ...accountsOf(visitor) }, logic));

  /** The dialogs greet once, also when this runs twice at the same time. */
  const greet = (visitor: ChatVisitor, locale: string | undefined) => {
    const membersAdded = [accountsOf(visitor).from];
    return runTurn(visitor, { type: 'conversationUpdate', membersAdded, ...(locale !== undefined && { locale }) });
  };

  async function greetIfEmpty(visitor: ChatVisitor, locale: string | undefined): Promise<void> {
    const page = await feed.read(visitor.conversation, FEED_START);
    if (page !== 'ended' && page.entries.length === 0) await greet(visitor, locale);
  }

  /** Clients do not show events, and the bot does not use typing: neither is appended to the feed. */
  async function handleWithoutEcho(
    visitor: ChatVisitor,
    posted: PostedActivity,
  ): Promise<{ readonly id: string } | 'ended'> {
    if ((await feed.keepAlive(visitor.conversation)) === 'ended') return 'ended';
    if (posted.type === 'event') await runTurn(visitor, contentOf(posted));
    return { id: '' };
  }

  return {
    async start(visitor, locale) {
      const started = await feed.start(visitor.conversation);
      if (started === 'started') await greet(visitor, locale);
      // The process that started it may have died before it greeted.
      else await greetIfEmpty(visitor, locale);
      return started;
    },

    async resume(visitor, since, locale) {
      const kept = await feed.keepAlive(visitor.conversation);
      if (kept === 'kept' && since === FEED_START) await greetIfEmpty(visitor, locale);
      return kept;
    },

    async post(visitor, posted) {
      if (posted.type !== 'message') return handleWithoutEcho(visitor, posted);
      const content = contentOf(posted);
      const echo = {
        ...content,
        // Clients show what the person sent by themselves; the service keeps no files.
        attachments: undefined,
        ...accountsOf(visitor),
        // Typed text is no markup.
        textFormat: 'plain',
        channelData: { clientActivityID: posted.clientActivityId },
      };
      const entry = await feed.append(visitor.conversation, JSON.stringify(echo), posted.clientActivityId);
      if (entry === 'ended') return entry;
      // Runs the turn for duplicates too; the session store drops the ones already answered.
      const id = activityIdAt(visitor.conversation, entry.position);
      await once(id, () => runTurn(visitor, { ...content, id, timestamp: new Date(entry.at) }));
      return { id };
    },

    async read(visitor, since) {
      const page = await feed.read(visitor.conversation, since);
      if (page === 'ended') return page;
      return {
        activities: page.entries.map((entry) => toActivity(visitor, entry)),
        positions: page.entries.map(({ position }) => position),
        watermark: page.watermark,
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

/** Returns sender and conversation. They come from the token, never from the posted activity. */
const accountsOf = ({ conversation, user }: ChatVisitor) => ({
  from: { id: user, name: '', role: 'user' },
  conversation: { id: conversation } as { id: string } as Activity['conversation'],
});

/** Returns the posted fields, without those that the token determines. */
const contentOf = ({ attachments, type, text, locale, name, localTimestamp }: PostedActivity) => ({
  type,
  text,
  locale,
  name,
  attachments: attachments && [...attachments],
  localTimestamp: localTimestamp === undefined ? undefined : new Date(localTimestamp),
});

/** Returns an entry as clients get it, with the id and the time of its position. */
const toActivity = ({ conversation }: ChatVisitor, { activity, at, position }: FeedEntry): object => ({
  ...(JSON.parse(activity) as object),
  id: activityIdAt(conversation, position),
  timestamp: new Date(at).toISOString(),
  channelId: WEBSITE_CHANNEL,
});

/** Runs a turn, and sends typing activities when it takes long. */
async function withTyping(feed: ActivityFeed, visitor: ChatVisitor, turn: () => Promise<void>): Promise<void> {
  const typing = JSON.stringify({ type: 'typing', from: BOT_ACCOUNT });
  const send = () => void feed.sendTransient(visitor.conversation, typing).catch(() => undefined);
  let interval: NodeJS.Timeout | undefined;
  const timeout = setTimeout(() => {
    send();
    interval = setInterval(send, TYPING.every);
  }, TYPING.after);
  try {
    await turn();
  } finally {
    clearTimeout(timeout);
    clearInterval(interval);
  }
}
