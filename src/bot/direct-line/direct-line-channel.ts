import { BotAdapter, TurnContext, type Activity, type ConversationReference, type ResourceResponse } from 'botbuilder';
import { WEBSITE_CHANNEL } from '../../domain/channel';
import type { ActivityFeed, FeedId, Watermark } from '../../ports/chat/activity-feed';
import { Unavailable } from '../../ports/errors';
import type { TurnLogic } from '../channel/channel-adapter';

/** Where replies to the built-in Direct Line go. No channel from outside can name it: theirs must be an address of the web. */
const HERE = 'urn:built-in-direct-line';

export const BOT_ACCOUNT = { id: 'iess', name: 'IESS', role: 'bot' } as const;

/** Turns of the built-in Direct Line: activities come from this process, and replies go to the conversation's feed. */
export interface DirectLineChannel {
  receive(activity: Partial<Activity>, logic: TurnLogic): Promise<void>;
  /** Runs a turn in a conversation that nobody spoke in. */
  continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void>;
}

export function createDirectLineChannel(feed: ActivityFeed): DirectLineChannel {
  const adapter = new FeedAdapter(feed);
  return {
    receive: (activity, logic) =>
      adapter.run({ ...activity, channelId: WEBSITE_CHANNEL, serviceUrl: HERE, recipient: BOT_ACCOUNT }, logic),
    continueConversation: (reference, logic) => adapter.continueConversation(reference, logic),
  };
}

/** Whether a conversation is one of ours. */
export const isBuiltInDirectLine = ({ serviceUrl }: Partial<ConversationReference>): boolean => serviceUrl === HERE;

/** An activity's id tells its place; ids of one conversation grow. */
export const activityIdAt = (conversation: string, place: Watermark): string => `${conversation}|${place}`;

class FeedAdapter extends BotAdapter {
  constructor(private readonly feed: ActivityFeed) {
    super();
  }

  run(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    return this.runMiddleware(new TurnContext(this, activity), logic);
  }

  override continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void> {
    const event = { type: 'event', name: 'ContinueConversation' };
    const activity = TurnContext.applyConversationReference(event, reference, true);
    // Under the id of the message that began it all, it would be taken for that message, delivered again.
    return this.run({ ...activity, id: undefined }, logic);
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const conversation = context.activity.conversation.id;
    const sent: ResourceResponse[] = [];
    // One after the other: the order in which they are said is the order in which they are read.
    for (const activity of activities) sent.push({ id: await this.#send(conversation, activity) });
    return sent;
  }

  async #send(conversation: string, activity: Partial<Activity>): Promise<string> {
    const feed = conversation as FeedId;
    const text = JSON.stringify(asSaid(conversation, activity));
    if (activity.type === 'typing') await this.feed.sendTransient(feed, text);
    // Traces and the like are no business of whoever looks on.
    if (activity.type !== 'message') return '';
    const entry = await this.feed.append(feed, text);
    if (entry === 'ended') throw new Unavailable('channel', new Error('the conversation has ended'));
    return activityIdAt(conversation, entry.position);
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('Nothing is taken back on Direct Line'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('Nothing is taken back on Direct Line'));
  }
}

/** Without what is only of use inside: the address, and whom it is for. */
const asSaid = (conversation: string, activity: Partial<Activity>): Partial<Activity> => ({
  ...activity,
  recipient: undefined,
  serviceUrl: undefined,
  from: BOT_ACCOUNT,
  conversation: { id: conversation } as Activity['conversation'],
});
