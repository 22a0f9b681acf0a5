import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { DialogState } from '../../../dialogs/framework';
import { Session } from '../../../dialogs/session';
import { chooseLocale } from '../../i18n/choose-locale';
import type { SessionTurn } from '../../ports/chat/session-store';
import { createTurnStorage } from '../turn-storage';

/** What a conversation remembers between turns. */
export interface ConversationState {
  readonly shape: string;
  readonly session: Session;
  readonly stack: DialogState;
}

const Kept = z.object({
  shape: z.string(),
  session: Session,
  stack: z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) }),
});

export interface LoadedState {
  readonly state: ConversationState;
  /** `new`: nothing was stored. `unusable`: what was stored is of another shape, or broken. */
  readonly status: 'kept' | 'new' | 'unusable';
  save(): Promise<void>;
}

/** The session's only item. */
const ITEM = 'memory';

/**
 * Recalls the conversation's memory for one turn, or a fresh one. Straight from the framework's `Storage`: its `ConversationState`
 * would write without regard to the eTag, and hash the state three times a turn to see a change that one comparison of texts shows.
 */
export async function loadConversationState(
  context: TurnContext,
  turn: SessionTurn,
  shape: string,
): Promise<LoadedState> {
  const storage = createTurnStorage(turn);
  const stored = (await storage.read([ITEM]))[ITEM] as (ConversationState & { readonly eTag: string }) | undefined;
  const kept = Kept.safeParse(stored);

  const usable = kept.success && kept.data.shape === shape;
  const memory: ConversationState = usable
    ? { ...kept.data, stack: (stored as ConversationState).stack }
    : {
        shape,
        session: {
          locale: kept.success ? kept.data.session.locale : chooseLocale(context.activity.locale),
          ...(kept.success && { owner: kept.data.session.owner }),
          greeting: 'due',
        },
        stack: { dialogStack: [] },
      };
  return {
    state: memory,
    status: usable ? 'kept' : turn.stored === undefined ? 'new' : 'unusable',
    async save() {
      if (JSON.stringify(memory) === turn.stored?.value) return;
      await storage.write({ [ITEM]: { ...memory, eTag: stored?.eTag } });
    },
  };
}
