import { nameSenderAccount, type SenderAccount } from '../../ports/chat/sender-account';
import type { ActivityId, SessionId } from '../../ports/chat/session-store';
import { isStartButton } from '../channel/start-button';
import type { IncomingActivity } from '../framework';

export type ActivityKind =
  | 'message'
  /** A person pressed the button that opens a chat. */
  | 'start'
  /** A person changed a message that was already read. */
  | 'edit'
  /** A person comes into a one-to-one conversation. */
  | 'arrival'
  /** A message in a group, or the bot's own addition to one. */
  | 'group'
  /** Not answered: a deleted or restored message, a reaction, typing, an `invoke` of the channel, or an unknown type. */
  | 'unsupported';

export function activityKindOf(activity: IncomingActivity): ActivityKind {
  const isMessage = activity.type === 'message';
  if (!isPersonal(activity)) return isMessage || isBotAdded(activity) ? 'group' : 'unsupported';
  if (isArrival(activity)) return 'arrival';
  if (isEdit(activity)) return 'edit';
  if (!isMessage) return 'unsupported';
  return isStartButton(activity) ? 'start' : 'message';
}

/** Teams names the event in a field of its own, because it also restores deleted messages by this type. */
function isEdit({ channelData, type }: IncomingActivity): boolean {
  const { eventType } = Object(channelData) as { readonly eventType?: unknown };
  return type === 'messageUpdate' ? eventType !== 'undeleteMessage' : type === 'message' && eventType === 'editMessage';
}

/**
 * Whether only one person and the bot take part. The Emulator and Direct Line send no type, which counts as personal. An unknown type does
 * not: others would see the codes and IDs that are typed.
 */
function isPersonal({ conversation }: IncomingActivity): boolean {
  // Channels leave these fields out or send null, although the library's types call them present.
  const { conversationType, isGroup } = conversation as { conversationType?: string | null; isGroup?: boolean | null };
  return isGroup !== true && ['', 'personal'].includes((conversationType ?? '').toLowerCase());
}

/**
 * Whether a person comes in. Channels announce that by `conversationUpdate`, one to three times; Web Chat by an event of its own; and
 * Teams by the installation of the app alone.
 */
function isArrival({ action, membersAdded, name, recipient, type }: IncomingActivity): boolean {
  if (type === 'event') return name === 'webchat/join';
  if (type === 'installationUpdate') return action === 'add';
  return type === 'conversationUpdate' && membersAdded.some(({ id }) => id !== recipient.id);
}

/** Whether the bot itself was added to the conversation. */
const isBotAdded = ({ membersAdded, recipient, type }: IncomingActivity): boolean =>
  type === 'conversationUpdate' && membersAdded.some(({ id }) => id === recipient.id);

export const senderAccountOf = ({ channelId, conversation, from }: IncomingActivity): SenderAccount =>
  nameSenderAccount(channelId, { conversation: conversation.id, user: from.id });

export const sessionIdOf = ({ channelId, conversation }: IncomingActivity): SessionId =>
  `${channelId}|${conversation.id}` as SessionId;

/** Returns nothing for an edit, which has the id of the message that it changes. */
export const activityIdOf = (activity: IncomingActivity): ActivityId | undefined =>
  isEdit(activity) ? undefined : (activity.id as ActivityId | undefined);

/** Whether the activity comes from this user, or announces them. Channels announce people in their own name. */
export function concernsUser({ channelId, conversation, from, membersAdded }: IncomingActivity, user: string): boolean {
  return [from, ...membersAdded].some(
    ({ id }) => nameSenderAccount(channelId, { conversation: conversation.id, user: id }).user === user,
  );
}
