/** What leads back to a conversation. */
export interface StoredConversation {
  readonly conversationId: string;
  readonly userId: string;
  readonly domain: string;
  readonly token: string;
  /** When the token was made, and when it ends: milliseconds since the epoch, on this device's clock. */
  readonly since: number;
  readonly until: number;
  /** The service has begun it: from then on it is gone on with. */
  readonly begun: boolean;
  /** The bot knows that somebody is there, where it has to be told. */
  readonly joined: boolean;
  /** Up to here this page has shown it. */
  readonly watermark: string;
}

/** Keeps one conversation for as long as the tab lives, over reloads. Where the browser stores nothing, a reload begins anew. */
export interface ConversationStorage {
  load(): StoredConversation | undefined;
  save(conversation: StoredConversation): void;
  remove(): void;
}

const NAME = 'iess-chat.conversation';

/** @param storage gives the tab's storage, or throws where the browser refuses it */
export const createConversationStorage = (storage: () => Storage): ConversationStorage => ({
  load: () => attempt(() => read(storage().getItem(NAME))),
  save(conversation) {
    attempt(() => {
      storage().setItem(NAME, JSON.stringify(conversation));
    });
  },
  remove() {
    attempt(() => {
      storage().removeItem(NAME);
    });
  },
});

/** A page that has just been loaded shows nothing yet: the whole conversation is wanted. */
function read(text: string | null): StoredConversation | undefined {
  if (text === null) return undefined;
  const found = JSON.parse(text) as Partial<StoredConversation>;
  return isWhole(found) ? { ...found, watermark: '' } : undefined;
}

const isWhole = (found: Partial<StoredConversation>): found is StoredConversation =>
  [found.conversationId, found.userId, found.domain, found.token].every((text) => typeof text === 'string') &&
  [found.since, found.until].every((time) => typeof time === 'number') &&
  [found.begun, found.joined].every((fact) => typeof fact === 'boolean');

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
