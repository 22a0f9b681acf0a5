import type { DirectLineApi, OpenedConversation, CallFailure } from './direct-line-api';
import type { ConversationStorage, StoredConversation } from './stored-conversation';

/** The conversation of this page. */
export interface ConversationSession {
  /** Undefined until the service has started the conversation. */
  readonly conversationId: string | undefined;
  /** Opens the stored conversation, or a new one when there is none or it has ended. Calls must not overlap. */
  enter(): Promise<OpenedConversation | CallFailure>;
  /** Records that the page shows the conversation up to this watermark. */
  shown(conversationId: string, watermark: string): void;
  /** Records that the bot knows of the visitor in this conversation. */
  joined(conversationId: string): void;
}

export interface ConversationSessionOptions {
  readonly api: DirectLineApi;
  readonly storage: ConversationStorage;
  /** Called when a conversation has ended for good and a new one starts. */
  readonly onGone: () => void;
}

export function createConversationSession({ api, storage, onGone }: ConversationSessionOptions): ConversationSession {
  let current = storage.load();
  const save = (conversation: StoredConversation) => {
    current = conversation;
    storage.save(conversation);
    return conversation;
  };
  const update = (conversationId: string, changes: Partial<StoredConversation>) => {
    // A connection of the previous conversation may still emit activities.
    if (current?.conversationId === conversationId) save({ ...current, ...changes });
  };

  const open = async (conversation: StoredConversation) => {
    const opened = await api.openConversation(conversation);
    if (opened === 'gone' || 'retryAfter' in opened) return opened;
    // The previous connection may have updated these during the call.
    const { joined, watermark } = current ?? conversation;
    return { ...opened, conversation: save({ ...opened.conversation, joined, watermark }) };
  };

  const discard = ({ begun }: StoredConversation) => {
    current = undefined;
    storage.remove();
    if (begun) onGone();
  };

  return {
    get conversationId() {
      return current?.begun === true ? current.conversationId : undefined;
    },
    async enter() {
      if (current !== undefined) {
        const opened = await open(current);
        if (opened !== 'gone') return opened;
        discard(current);
      }
      const issued = await api.requestConversation();
      if ('retryAfter' in issued) return issued;
      const opened = await open(save(issued));
      return opened === 'gone' ? { retryAfter: 0 } : opened;
    },
    shown(conversationId, watermark) {
      update(conversationId, { watermark });
    },
    joined(conversationId) {
      update(conversationId, { joined: true });
    },
  };
}
