import type { ConversationConnection } from './post-activity';

/** Those who wait for a line. */
export interface ConnectionWaiter {
  /** The next one to be online; none after so many milliseconds. */
  waitForNext(within: number): Promise<ConversationConnection | undefined>;
  deliver(line: ConversationConnection): void;
}

export function createConnectionWaiter(): ConnectionWaiter {
  const waiting = new Set<(line: ConversationConnection) => void>();

  return {
    waitForNext: (within) =>
      new Promise((resolve) => {
        const settle = (line?: ConversationConnection) => {
          clearTimeout(deadline);
          waiting.delete(settle);
          resolve(line);
        };
        const deadline = setTimeout(settle, within);
        waiting.add(settle);
      }),
    deliver(line) {
      for (const settle of waiting) settle(line);
    },
  };
}
