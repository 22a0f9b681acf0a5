import { TurnContext, type Activity } from 'botbuilder';
import type { SessionId } from '../ports/session-store';

/**
 * A conversation of one person and the bot. No type at all is personal (Emulator, Direct Line). Elsewhere codes and IDs would be
 * typed before others' eyes.
 */
export const isPersonal = ({ conversation }: Activity): boolean =>
  // Channels leave these fields out, whatever their types say.
  !(conversation.isGroup as boolean | undefined) && ['', 'personal', undefined].includes(conversation.conversationType);

export const sessionIdOf = ({ channelId, conversation }: Activity): SessionId =>
  `${channelId}|${conversation.id}` as SessionId;

/** What the person wrote, without the bot's own mention; '' for none. */
export function textOf(activity: Activity): string {
  const text = (activity.text as string | undefined | null) ?? '';
  const mentioned = (activity.entities as unknown[] | undefined)?.length ?? 0;
  return (mentioned > 0 && text !== '' ? TurnContext.removeRecipientMention(activity) : text).trim();
}

/** Whether this activity is a person coming in: people are announced one to three times, or by Web Chat's own event. */
export function isArrival({ membersAdded, name, recipient, type }: Activity): boolean {
  if (type === 'event') return name === 'webchat/join';
  const members = (membersAdded as { id: string }[] | undefined) ?? [];
  return (
    type === 'conversationUpdate' && members.some(({ id }) => id !== (recipient as { id?: string } | undefined)?.id)
  );
}
