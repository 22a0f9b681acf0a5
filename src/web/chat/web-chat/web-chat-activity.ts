import type { StoredConversation } from '../connection/stored-conversation';
import type { Activity } from './web-chat';

/** As Web Chat is to take it: who speaks is told by the conversation it was said in, and only the bot writes markdown. */
export function toWebChatActivity(activity: Activity, { userId }: Pick<StoredConversation, 'userId'>): Activity {
  const isOwn = activity.from?.id === userId;
  return {
    ...activity,
    from: { ...activity.from, role: isOwn ? 'user' : 'bot' },
    textFormat: isOwn ? 'plain' : (activity.textFormat ?? 'markdown'),
  };
}
