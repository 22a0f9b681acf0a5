import type { DirectLineCalls, Entrance } from './direct-line-calls';
import type { ConversationKeeper, KeptConversation } from './kept-conversation';

/** The conversation this page is in, and how it gets there. */
export interface Stay {
  /** Into the conversation this page is in; into a new one when there was none, or the one before is gone. */
  enter(): Promise<(Entrance & { readonly kind: 'new' | 'known' }) | 'trouble'>;
  /** Everything up to here is shown. */
  shown(watermark: string): void;
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
  };

  const into = async (conversation: KeptConversation) => {
    const entrance = await calls.enter(conversation);
    if (typeof entrance === 'string') return entrance;
    keep(entrance.conversation);
    return { ...entrance, kind: conversation.begun ? 'known' : 'new' } as const;
  };

  const leave = ({ begun }: KeptConversation) => {
    current = undefined;
    keeper.forget();
    if (begun) onGone();
  };

  return {
    async enter() {
      if (current !== undefined) {
        const entered = await into(current);
        if (entered !== 'gone') return entered;
        leave(current);
      }
      const invited = await calls.invite();
      if (invited === 'trouble') return invited;
      keep(invited);
      const entered = await into(invited);
      return entered === 'gone' ? 'trouble' : entered;
    },
    shown(watermark) {
      if (current !== undefined) keep({ ...current, watermark });
    },
  };
}
