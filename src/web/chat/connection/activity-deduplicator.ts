import type { StoredConversation } from './stored-conversation';
import type { ConversationSession } from './conversation-session';
import type { Activity, DirectLineClient } from '../web-chat/web-chat';

export interface ActivityDeduplicatorOptions {
  readonly session: Pick<ConversationSession, 'shown'>;
  readonly onActivity: (activity: Activity, conversation: StoredConversation) => void;
}

/** Tells every activity once, although each new client begins a little before the end of the one before it. */
export function createActivityDeduplicator({ session, onActivity }: ActivityDeduplicatorOptions) {
  const told = new Set<string>();

  return {
    /** @returns what hears this client's activities */
    follow(
      client: Pick<DirectLineClient, 'watermark'>,
      conversation: StoredConversation,
    ): (activity: Activity) => void {
      let behind = conversation.watermark;
      return (activity) => {
        // The client moves its watermark before it tells what lies in front of it, so only the last one but one is safe.
        if (client.watermark !== behind) {
          session.shown(conversation.conversationId, behind);
          behind = client.watermark;
        }
        const name = activity.id === undefined ? undefined : `${conversation.conversationId} ${activity.id}`;
        if (name !== undefined && told.has(name)) return;
        if (name !== undefined) told.add(name);
        onActivity(activity, conversation);
      };
    },
  };
}
