import type { Activity } from 'botbuilder';
import { nameChannelAccount, type ChannelAccount } from '../../ports/chat/channel-account';
import type { ActivityId, SessionId } from '../../ports/chat/session-store';

/**
 * A conversation of one person and the bot. No type at all is personal (Emulator, Direct Line). Elsewhere codes and IDs would be
 * typed before others' eyes: a type that nobody here knows is not personal.
 */
export function isPersonal({ conversation }: Activity): boolean {
  // Channels leave these fields out or send null, whatever their types say.
  const { conversationType, isGroup } = conversation as { conversationType?: string | null; isGroup?: boolean | null };
  return isGroup !== true && ['', 'personal'].includes((conversationType ?? '').toLowerCase());
}

export const channelAccountOf = ({ channelId, conversation, from }: Activity): ChannelAccount =>
  nameChannelAccount(channelId, { conversation: conversation.id, user: from.id });

export const sessionIdOf = ({ channelId, conversation }: Activity): SessionId =>
  `${channelId}|${conversation.id}` as SessionId;

/** Some channels send `null` for none. */
export const activityIdOf = ({ id }: Activity): ActivityId | undefined =>
  ((id as string | null | undefined) ?? undefined) as ActivityId | undefined;

/**
 * Whether this activity is a person coming in: people are announced one to three times, by Web Chat's own event, or in Teams by the app
 * that they install, which alone tells of them there.
 */
export function isArrival(activity: Activity): boolean {
  if (activity.type === 'event') return activity.name === 'webchat/join';
  if (activity.type === 'installationUpdate') return activity.action === 'add';
  return activity.type === 'conversationUpdate' && membersAdded(activity).some((id) => id !== botIn(activity));
}

/** Whether the bot itself was just added to the conversation. */
export const isBotAdded = (activity: Activity): boolean =>
  activity.type === 'conversationUpdate' && membersAdded(activity).some((id) => id === botIn(activity));

const membersAdded = (activity: Activity): readonly string[] =>
  ((activity.membersAdded as { readonly id: string }[] | null | undefined) ?? []).map(({ id }) => id);

const botIn = ({ recipient }: Activity): string | undefined => (recipient as { readonly id?: string } | null)?.id;
