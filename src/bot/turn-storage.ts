import type { Storage, StoreItems } from 'botbuilder';
import { Unavailable } from '../ports/errors';
import type { SessionTurn } from '../ports/chat/session-store';

/**
 * The framework's `Storage` over the session that this turn holds. There is one item in it, whatever the framework calls it: the
 * conversation's state.
 */
export const createTurnStorage = (turn: SessionTurn): Storage => ({
  read(keys) {
    if (!(keys as string[] | null)) throw new ReferenceError('Keys are required when reading.');
    const items: StoreItems = {};
    const { stored } = turn;
    const value = stored && parse(stored.value);
    if (value) for (const key of keys) items[key] = { ...value, eTag: stored.eTag };
    return Promise.resolve(items);
  },

  async write(changes) {
    if (!(changes as StoreItems | null)) throw new ReferenceError('Changes are required when writing.');
    for (const change of Object.values(changes) as { readonly eTag?: string }[]) {
      const { eTag, ...value } = change;
      if ((await turn.save(JSON.stringify(value), eTag ?? '*')) === 'conflict') {
        // This turn took so long that it lost its hold, and another one came between.
        throw new Unavailable('session-store', new Error('conflict'));
      }
    }
  },

  delete: () => turn.clear(),
});

/** Broken state reads as none: the conversation starts over instead of failing for ever. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
