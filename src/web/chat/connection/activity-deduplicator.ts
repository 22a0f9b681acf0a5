import type { StoredConversation } from './stored-conversation';
import type { ConversationSession } from './conversation-session';
import type { WebChatActivity, DirectLineClient } from '../web-chat/web-chat';

export interface ActivityDeduplicatorOptions {
  readonly session: Pick<ConversationSession, 'shown'>;
  readonly onActivity: (activity: WebChatActivity, conversation: StoredConversation) => void;
}

/** Passes every activity on once, although each new client starts a little before the point that its predecessor had reached. */
export function createActivityDeduplicator({ session, onActivity }: ActivityDeduplicatorOptions) {
  const delivered = new Set<string>();

  return {
    /** @returns the listener for this client's activities */
    follow(
      client: Pick<DirectLineClient, 'watermark'>,
      conversation: StoredConversation,
    ): (activity: WebChatActivity) => void {
      let latest = conversation.watermark;
      return (activity) => {
        // The client advances its watermark before it emits the activities in front of it, so only the previous watermark is safe to store.
        if (client.watermark !== latest) {
          session.shown(conversation.conversationId, latest);
          latest = client.watermark;
        }
        const key = activity.id === undefined ? undefined : `${conversation.conversationId} ${activity.id}`;
        if (key !== undefined && delivered.has(key)) return;
        if (key !== undefined) delivered.add(key);
        onActivity(activity, conversation);
      };
    },
  };
}
