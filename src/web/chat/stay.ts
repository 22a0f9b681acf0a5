import type { DirectLineCalls, Entrance, Trouble } from './direct-line-calls';
import type { ConversationKeeper, KeptConversation } from './kept-conversation';

/** The conversation this page is in, and how it gets there. */
export interface Stay {
  /** The conversation that the person is in; none while it has not begun. */
  readonly conversationId: string | undefined;
  /** Into the conversation this page is in; into a new one when there was none, or the one before is gone. One call at a time. */
  enter(): Promise<Entrance | Trouble>;
  /** Everything of this conversation up to here is shown. */
  shown(conversationId: string, watermark: string): void;
  /** This conversation knows that somebody is there. */
  joined(conversationId: string): void;
}

export interface StayOptions {
  readonly calls: DirectLineCalls;
  readonly keeper: ConversationKeeper;
  /** What was said is over for good; a new conversation begins. */
  readonly onGone: () => void;
}

export function createStay({ calls, keeper, onGone }: StayOptions): Stay {
  let current = keeper.recall();
  const keep = (conversation: KeptConversation) => {
    current = conversation;
    keeper.keep(conversation);
    return conversation;
  };
  const note = (conversationId: string, news: Partial<KeptConversation>) => {
    // A line into the conversation before may still be telling.
    if (current?.conversationId === conversationId) keep({ ...current, ...news });
  };

  const into = async (conversation: KeptConversation) => {
    const entrance = await calls.enter(conversation);
    if (entrance === 'gone' || 'retryAfter' in entrance) return entrance;
    // Meanwhile the line before may have gone on.
    const { joined, watermark } = current ?? conversation;
    return { ...entrance, conversation: keep({ ...entrance.conversation, joined, watermark }) };
  };

  const leave = ({ begun }: KeptConversation) => {
    current = undefined;
    keeper.forget();
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
      const invited = await calls.invite();
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
