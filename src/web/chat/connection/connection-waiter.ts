import type { ConversationConnection } from './post-activity';

/** Lets callers wait for the next connection. */
export interface ConnectionWaiter {
  /** Resolves with the next connection that is online, or with undefined after `timeout` milliseconds. */
  waitForNext(timeout: number): Promise<ConversationConnection | undefined>;
  /** Resolves all pending calls of `waitForNext`. */
  deliver(connection: ConversationConnection): void;
}

export function createConnectionWaiter(): ConnectionWaiter {
  const pending = new Set<(connection: ConversationConnection) => void>();

  return {
    waitForNext: (timeout) =>
      new Promise((resolve) => {
        const settle = (connection?: ConversationConnection) => {
          clearTimeout(timer);
          pending.delete(settle);
          resolve(connection);
        };
        const timer = setTimeout(settle, timeout);
        pending.add(settle);
      }),
    deliver(connection) {
      for (const settle of pending) settle(connection);
    },
  };
}
