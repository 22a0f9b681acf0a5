import { backoffDelay } from './backoff';
import type { ClientConnection, PostResult } from './client-connection';

/** A connection to one conversation. */
export interface ConversationConnection extends ClientConnection {
  readonly conversationId: string;
}

export interface PostActivityOptions {
  /** Whether the service recognizes an activity that is posted again, or treats it as a new one. */
  readonly repeatedPosts: 'recognized' | 'new-activity';
  /** Returns undefined until the service has started the conversation. */
  readonly currentConversationId: () => string | undefined;
  /** Resolves with the current connection or the next one, or with undefined after `timeout` milliseconds. */
  readonly nextConnection: (timeout: number) => Promise<ConversationConnection | undefined>;
  /** Called when a post suggests that the connection does not work. */
  readonly onDoubtfulConnection: (connection: ConversationConnection) => void;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
}

/** The last attempt starts before this time (ms) and ends 20 s later at most; `sendTimeout` of Web Chat is longer than both. */
const RETRY_PERIOD = 24_000;

/**
 * Posts over the current connection. When the outcome is unknown, posts the same activity again if the service recognizes it, and returns
 * `unsure` otherwise. Never posts an activity of one conversation into another.
 */
export function createPostActivity({
  currentConversationId,
  onDoubtfulConnection,
  nextConnection,
  random,
  repeatedPosts,
}: PostActivityOptions) {
  const connectionBy = (deadline: number): Promise<ConversationConnection | undefined> => {
    const left = deadline - Date.now();
    return left > 0 ? nextConnection(left) : Promise.resolve(undefined);
  };

  return async (activity: object): Promise<PostResult> => {
    const deadline = Date.now() + RETRY_PERIOD;
    const idBefore = currentConversationId();
    let connection = await connectionBy(deadline);
    const conversationId = idBefore ?? connection?.conversationId;

    for (let failures = 0; connection !== undefined && connection.conversationId === conversationId; failures += 1) {
      const result = await connection.post(activity);
      if (isDoubtful(result)) onDoubtfulConnection(connection);
      if (result !== 'unsure' || repeatedPosts === 'new-activity') return result;
      await sleep(backoffDelay(failures, random()));
      connection = await connectionBy(deadline);
    }
    return 'refused';
  };
}

const isDoubtful = (result: PostResult): boolean => result === 'gone' || result === 'unsure';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
