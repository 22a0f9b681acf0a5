import { WEBSITE_CHANNEL } from '../../domain/channel';
import type { ActivityFeed, FeedId, Watermark } from '../../ports/chat/activity-feed';
import { Unavailable } from '../../ports/errors';
import type { TurnLogic } from '../channel/channel-adapter';
import {
  ActivityEventNames,
  BotAdapter,
  LibraryTurnContext,
  readTurn,
  type Activity,
  type ConversationReference,
  type OutgoingActivity,
  type ResourceResponse,
} from '../framework';

/** Service URL of the built-in Direct Line. No request can name it: `POST /api/messages` accepts web addresses only. */
const SERVICE_URL = 'urn:built-in-direct-line';

export const BOT_ACCOUNT = { id: 'iess', name: 'IESS', role: 'bot' } as const;

/** Runs the turns of the built-in Direct Line: activities come from this process, and replies are appended to the conversation's feed. */
export interface DirectLineChannel {
  receive(activity: Partial<Activity>, logic: TurnLogic): Promise<void>;
  /** Runs a turn without a message of the person. */
  continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void>;
}

export function createDirectLineChannel(feed: ActivityFeed): DirectLineChannel {
  const adapter = new FeedAdapter(feed);
  return {
    receive: (activity, logic) =>
      adapter.run({ ...activity, channelId: WEBSITE_CHANNEL, serviceUrl: SERVICE_URL, recipient: BOT_ACCOUNT }, logic),
    continueConversation: (reference, logic) =>
      adapter.continueConversation(reference, (context) => logic(readTurn(context))),
  };
}

/** Whether the conversation was created by the built-in Direct Line, and not by a channel. */
export const isBuiltInDirectLine = ({ serviceUrl }: Partial<ConversationReference>): boolean =>
  serviceUrl === SERVICE_URL;

/** Returns the id of the activity at this position. Ids of one conversation grow. */
export const activityIdAt = (conversation: string, position: Watermark): string => `${conversation}|${position}`;

type LibraryTurnLogic = (context: LibraryTurnContext) => Promise<void>;

class FeedAdapter extends BotAdapter {
  constructor(private readonly feed: ActivityFeed) {
    super();
  }

  run(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    return this.runMiddleware(new LibraryTurnContext(this, activity), (context) => logic(readTurn(context)));
  }

  override continueConversation(reference: Partial<ConversationReference>, logic: LibraryTurnLogic): Promise<void> {
    const event = { type: 'event', name: ActivityEventNames.ContinueConversation };
    const activity = LibraryTurnContext.applyConversationReference(event, reference, true);
    // Under the id of the message that the reference was made from, the event would be dropped as a duplicate.
    return this.run({ ...activity, id: undefined }, logic);
  }

  override async sendActivities(
    context: LibraryTurnContext,
    activities: OutgoingActivity[],
  ): Promise<ResourceResponse[]> {
    const conversation = context.activity.conversation.id;
    const responses: ResourceResponse[] = [];
    // One after the other, because the feed keeps the order in which activities are appended.
    for (const activity of activities) responses.push({ id: await this.#send(conversation, activity) });
    return responses;
  }

  async #send(conversation: string, activity: OutgoingActivity): Promise<string> {
    const feed = conversation as FeedId;
    const json = JSON.stringify(toClientActivity(conversation, activity));
    if (activity.type === 'typing') await this.feed.sendTransient(feed, json);
    // Traces and the like are not for clients.
    if (activity.type !== 'message') return '';
    const entry = await this.feed.append(feed, json);
    if (entry === 'ended') throw new Unavailable('channel', new Error('the conversation has ended'));
    return activityIdAt(conversation, entry.position);
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('The built-in Direct Line does not update activities'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('The built-in Direct Line does not delete activities'));
  }
}

/** Removes the fields that only the server needs. */
const toClientActivity = (conversation: string, activity: OutgoingActivity): OutgoingActivity => ({
  ...activity,
  recipient: undefined,
  serviceUrl: undefined,
  from: BOT_ACCOUNT,
  conversation: { id: conversation } as Activity['conversation'],
});
