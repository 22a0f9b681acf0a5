import { nameSenderAccount, type SenderAccount } from '../../ports/chat/sender-account';
import type { ActivityId, SessionId } from '../../ports/chat/session-store';
import type { IncomingActivity } from '../framework';

export type ActivityKind =
  | 'message'
  /** A person comes into a one-to-one conversation. */
  | 'arrival'
  /** A message in a group, or the bot's own addition to one. */
  | 'group'
  /** Not answered: an edited or deleted message, a reaction, typing, an `invoke` of the channel, or an unknown type. */
  | 'unsupported';

export function activityKindOf(activity: IncomingActivity): ActivityKind {
  const isMessage = activity.type === 'message';
  if (!isPersonal(activity)) return isMessage || isBotAdded(activity) ? 'group' : 'unsupported';
  if (isArrival(activity)) return 'arrival';
  return isMessage ? 'message' : 'unsupported';
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

export const activityIdOf = ({ id }: IncomingActivity): ActivityId | undefined => id as ActivityId | undefined;
