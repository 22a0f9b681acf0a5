import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { DialogState } from '../../dialogs/framework';
import { Session } from '../../dialogs/session';
import { chooseLocale } from '../i18n/choose-locale';
import type { SessionTurn } from '../ports/session-store';
import { createTurnStorage } from './turn-storage';

/** What a conversation remembers between turns. */
export interface Memory {
  readonly shape: string;
  readonly session: Session;
  readonly stack: DialogState;
}

const Kept = z.object({
  shape: z.string(),
  session: Session,
  stack: z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) }),
});

export interface Recalled {
  readonly memory: Memory;
  /** `new`: nothing was stored. `unusable`: what was stored is of another shape, or broken. */
  readonly origin: 'kept' | 'new' | 'unusable';
  save(): Promise<void>;
}

/** The session's only item. */
const ITEM = 'memory';

/**
 * Recalls the conversation's memory for one turn, or a fresh one. Straight from the framework's `Storage`: its `ConversationState`
 * would write without regard to the eTag, and hash the state three times a turn to see a change that one comparison of texts shows.
 */
export async function recall(context: TurnContext, turn: SessionTurn, shape: string): Promise<Recalled> {
  const storage = createTurnStorage(turn);
  const stored = (await storage.read([ITEM]))[ITEM] as (Memory & { readonly eTag: string }) | undefined;
  const kept = Kept.safeParse(stored);

  const usable = kept.success && kept.data.shape === shape;
  const memory: Memory = usable
    ? { ...kept.data, stack: (stored as Memory).stack }
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
    memory,
    origin: usable ? 'kept' : turn.stored === undefined ? 'new' : 'unusable',
    async save() {
      if (JSON.stringify(memory) === turn.stored?.value) return;
      await storage.write({ [ITEM]: { ...memory, eTag: stored?.eTag } });
    },
  };
}
