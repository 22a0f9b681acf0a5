import { TurnContext, type Activity } from 'botbuilder';
import type { Origin } from '../ports/origin';
import type { SessionId } from '../ports/session-store';

/**
 * A conversation of one person and the bot. No type at all is personal (Emulator, Direct Line). Elsewhere codes and IDs would be
 * typed before others' eyes.
 */
export function isPersonal({ conversation }: Activity): boolean {
  // Channels leave these fields out or send null, whatever their types say.
  const { conversationType, isGroup } = conversation as { conversationType?: string | null; isGroup?: boolean | null };
  return isGroup !== true && ['', 'personal'].includes(conversationType ?? '');
}

export const originOf = ({ channelId, conversation, from }: Activity): Origin => ({
  channel: channelId,
  conversation: `${channelId}|${conversation.id}`,
  user: `${channelId}|${from.id}`,
});

export const sessionIdOf = ({ channelId, conversation }: Activity): SessionId =>
  `${channelId}|${conversation.id}` as SessionId;

/** What the person wrote, without the bot's own mention; '' for none. */
export function textOf(activity: Activity): string {
  const { entities, recipient, text } = activity as Partial<Activity> & { text?: string | null };
  if (!text) return '';
  const isMentioned = recipient !== undefined && entities?.some(({ type }) => type === 'mention');
  return (isMentioned ? TurnContext.removeRecipientMention(activity) : text).trim();
}

/** Whether this activity is a person coming in: people are announced one to three times, or by Web Chat's own event. */
export function isArrival({ membersAdded, name, recipient, type }: Activity): boolean {
  if (type === 'event') return name === 'webchat/join';
  const members = (membersAdded as { id: string }[] | undefined) ?? [];
  return (
    type === 'conversationUpdate' && members.some(({ id }) => id !== (recipient as { id?: string } | undefined)?.id)
  );
}
