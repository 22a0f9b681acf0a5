import { z } from 'zod';
import type { DialogState } from '../../../dialogs/framework';
import { Session } from '../../../dialogs/session';
import { chooseLocale, namedLocale } from '../../i18n/choose-locale';
import type { SessionTurn } from '../../ports/chat/session-store';
import { Unavailable } from '../../ports/errors';
import type { Storage, StoreItems, TurnContext } from '../framework';

/** What is stored of a conversation between turns. */
export interface SessionState {
  /** See `Conversation.shape`. */
  readonly shape: string;
  readonly session: Session;
  readonly stack: DialogState;
}

const StoredState = z.object({
  shape: z.string(),
  session: Session,
  stack: z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) }),
});

export interface LoadedState {
  readonly state: SessionState;
  /** `new`: nothing was stored. `unusable`: what was stored has another shape, or cannot be parsed. */
  readonly status: 'kept' | 'new' | 'unusable';
  save(): Promise<void>;
}

/** Name of the session's only item. */
const ITEM = 'memory';

/**
 * Loads the conversation's state for one turn, or creates it. Uses the framework's `Storage` directly: its `ConversationState` would
 * write without regard to the eTag, and hash the state three times a turn to find a change that one comparison of JSON finds.
 */
export async function loadConversationState(
  context: TurnContext,
  turn: SessionTurn,
  shape: string,
): Promise<LoadedState> {
  const storage = createTurnStorage(turn);
  const stored = (await storage.read([ITEM]))[ITEM] as (SessionState & { readonly eTag: string }) | undefined;
  const parsed = StoredState.safeParse(stored);

  const isUsable = parsed.success && parsed.data.shape === shape;
  const state: SessionState = isUsable
    ? { ...parsed.data, stack: (stored as SessionState).stack }
    : {
        shape,
        session: {
          ...(parsed.success ? lastingFieldsOf(parsed.data.session) : { locale: chooseLocale(), isLocaleOpen: true }),
          greeting: 'due',
        },
        stack: { dialogStack: [] },
      };
  settleLocale(state.session, context.activity.locale);
  return {
    state,
    status: isUsable ? 'kept' : turn.stored === undefined ? 'new' : 'unusable',
    async save() {
      if (JSON.stringify(state) === turn.stored?.value) return;
      await storage.write({ [ITEM]: { ...state, eTag: stored?.eTag } });
    },
  };
}

/** What holds for the conversation also when its dialogs start over. */
const lastingFieldsOf = ({ isLanguageChosen, isLocaleOpen, locale, owner }: Session) => ({
  isLanguageChosen,
  isLocaleOpen,
  locale,
  owner,
});

/** The first activity that names a language settles it. Channels also send events that name none. */
function settleLocale(session: Session, tag: string | undefined): void {
  const named = session.isLocaleOpen ? namedLocale(tag) : undefined;
  if (named === undefined) return;
  session.locale = named;
  session.isLocaleOpen = undefined;
}

/** The framework's `Storage` over the session that this turn has locked. It holds one item, the conversation's state. */
const createTurnStorage = (turn: SessionTurn): Storage => ({
  read(keys) {
    if (!(keys as string[] | null)) throw new ReferenceError('Keys are required when reading.');
    const items: StoreItems = {};
    const { stored } = turn;
    const value = stored && parseObject(stored.value);
    if (value) for (const key of keys) items[key] = { ...value, eTag: stored.eTag };
    return Promise.resolve(items);
  },

  async write(changes) {
    if (!(changes as StoreItems | null)) throw new ReferenceError('Changes are required when writing.');
    for (const change of Object.values(changes) as { readonly eTag?: string }[]) {
      const { eTag, ...value } = change;
      if ((await turn.save(JSON.stringify(value), eTag ?? '*')) === 'conflict') {
        // The turn outlasted its session lock, and another turn wrote meanwhile.
        throw new Unavailable('session-store', new Error('conflict'));
      }
    }
  },

  delete: () => turn.clear(),
});

/** Returns nothing for broken state, so that the conversation starts over instead of failing for ever. */
function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
