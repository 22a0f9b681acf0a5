/** What the page needs to resume a conversation. */
export interface StoredConversation {
  readonly conversationId: string;
  readonly userId: string;
  readonly domain: string;
  readonly token: string;
  /** Start and end of the token's lifetime, in milliseconds since the epoch on this device's clock. */
  readonly since: number;
  readonly until: number;
  /** Whether the service has started the conversation; it is then resumed instead of started. */
  readonly begun: boolean;
  /** Whether the activity that announces the visitor was posted, for a service that needs it. */
  readonly joined: boolean;
  /** The page has shown the conversation up to this watermark. */
  readonly watermark: string;
}

/** Stores one conversation for the life of the tab, across reloads. In a browser without storage a reload starts a new conversation. */
export interface ConversationStorage {
  load(): StoredConversation | undefined;
  save(conversation: StoredConversation): void;
  remove(): void;
}

const NAME = 'iess-chat.conversation';

/** @param storage returns the tab's storage, or throws when the browser denies access */
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

/** Clears the watermark: a page that was just loaded shows nothing yet and needs the whole conversation. */
function read(text: string | null): StoredConversation | undefined {
  if (text === null) return undefined;
  const stored = JSON.parse(text) as Partial<StoredConversation>;
  return isComplete(stored) ? { ...stored, watermark: '' } : undefined;
}

const isComplete = (stored: Partial<StoredConversation>): stored is StoredConversation =>
  [stored.conversationId, stored.userId, stored.domain, stored.token].every((text) => typeof text === 'string') &&
  [stored.since, stored.until].every((time) => typeof time === 'number') &&
  [stored.begun, stored.joined].every((flag) => typeof flag === 'boolean');

/** Returns undefined when the storage is unavailable or its content unreadable. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
