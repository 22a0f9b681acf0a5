import type { StoredConversation } from '../connection/stored-conversation';
import type { Activity } from './web-chat';

/** Adapts an activity for Web Chat: sets the sender's role by the conversation's user id, and allows markdown only in the bot's messages. */
export function toWebChatActivity(activity: Activity, { userId }: Pick<StoredConversation, 'userId'>): Activity {
  const isOwn = activity.from?.id === userId;
  return {
    ...activity,
    from: { ...activity.from, role: isOwn ? 'user' : 'bot' },
    textFormat: isOwn ? 'plain' : (activity.textFormat ?? 'markdown'),
  };
}
