import type { DirectLineApi, OpenedConversation, CallFailure } from './direct-line-api';
import type { ConversationStorage, StoredConversation } from './stored-conversation';

/** The conversation this page is in, and how it gets there. */
export interface ConversationSession {
  /** The conversation that the person is in; none while it has not begun. */
  readonly conversationId: string | undefined;
  /** Into the conversation this page is in; into a new one when there was none, or the one before is gone. One call at a time. */
  enter(): Promise<OpenedConversation | CallFailure>;
  /** Everything of this conversation up to here is shown. */
  shown(conversationId: string, watermark: string): void;
  /** This conversation knows that somebody is there. */
  joined(conversationId: string): void;
}

export interface ConversationSessionOptions {
  readonly api: DirectLineApi;
  readonly storage: ConversationStorage;
  /** What was said is over for good; a new conversation begins. */
  readonly onGone: () => void;
}

export function createConversationSession({ api, storage, onGone }: ConversationSessionOptions): ConversationSession {
  let current = storage.load();
  const keep = (conversation: StoredConversation) => {
    current = conversation;
    storage.save(conversation);
    return conversation;
  };
  const note = (conversationId: string, news: Partial<StoredConversation>) => {
    // A line into the conversation before may still be telling.
    if (current?.conversationId === conversationId) keep({ ...current, ...news });
  };

  const into = async (conversation: StoredConversation) => {
    const entrance = await api.openConversation(conversation);
    if (entrance === 'gone' || 'retryAfter' in entrance) return entrance;
    // Meanwhile the line before may have gone on.
    const { joined, watermark } = current ?? conversation;
    return { ...entrance, conversation: keep({ ...entrance.conversation, joined, watermark }) };
  };

  const leave = ({ begun }: StoredConversation) => {
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
        const entered = await into(current);
        if (entered !== 'gone') return entered;
        leave(current);
      }
      const invited = await api.requestConversation();
      if ('retryAfter' in invited) return invited;
      const entered = await into(keep(invited));
      return entered === 'gone' ? { retryAfter: 0 } : entered;
    },
    shown(conversationId, watermark) {
      note(conversationId, { watermark });
    },
    joined(conversationId) {
      note(conversationId, { joined: true });
    },
  };
}
