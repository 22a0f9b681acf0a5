import type { StoredConversation } from '../connection/stored-conversation';
import type { WebChatActivity } from './web-chat';

/** Adapts an activity for Web Chat: sets the sender's role by the conversation's user id, and allows markdown only in the bot's messages. */
export function toWebChatActivity(
  activity: WebChatActivity,
  { userId }: Pick<StoredConversation, 'userId'>,
): WebChatActivity {
  const isOwn = activity.from?.id === userId;
  return {
    ...activity,
    from: { ...activity.from, role: isOwn ? 'user' : 'bot' },
    textFormat: isOwn ? 'plain' : (activity.textFormat ?? 'markdown'),
  };
}
