import type { KeptConversation } from './kept-conversation';
import type { Stay } from './stay';
import type { Activity, DirectLineClient } from './web-chat';

export interface TellerOptions {
  readonly stay: Pick<Stay, 'shown'>;
  readonly tell: (activity: Activity, conversation: KeptConversation) => void;
}

/** Tells every activity once, although each new client begins a little before the end of the one before it. */
export function createTeller({ stay, tell }: TellerOptions) {
  const told = new Set<string>();

  return {
    /** @returns what hears this client's activities */
    follow(client: Pick<DirectLineClient, 'watermark'>, conversation: KeptConversation): (activity: Activity) => void {
      let behind = conversation.watermark;
      return (activity) => {
        // The client moves its watermark before it tells what lies in front of it, so only the last one but one is safe.
        if (client.watermark !== behind) {
          stay.shown(conversation.conversationId, behind);
          behind = client.watermark;
        }
        const name = activity.id === undefined ? undefined : `${conversation.conversationId} ${activity.id}`;
        if (name !== undefined && told.has(name)) return;
        if (name !== undefined) told.add(name);
        tell(activity, conversation);
      };
    },
  };
}
