import { backoffDelay } from './backoff';
import type { ClientConnection, PostResult } from './client-connection';

/** A line into one conversation. */
export interface ConversationConnection extends ClientConnection {
  readonly conversationId: string;
}

export interface PostActivityOptions {
  /** What a message posted a second time is to the service: one that it knows already, or one more. */
  readonly postedAgain: 'same' | 'another';
  /** The conversation that the person is in; none while it has not begun. */
  readonly currentConversationId: () => string | undefined;
  /** The line there is, or else the next one within so many milliseconds. */
  readonly nextConnection: (within: number) => Promise<ConversationConnection | undefined>;
  /** Something is wrong with this line. */
  readonly onDoubtfulConnection: (line: ConversationConnection) => void;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
}

/** The last try begins by then, and has its answer 20 s later; Web Chat gives a message up a little later by itself. */
const POST_WITHIN = 24_000;

/**
 * Posts over the line there is. While nobody knows what became of the message, the same is posted again where the service knows it
 * again; where it does not, the answer is `unsure`. What was said in one conversation is never posted into another.
 */
export function createPostActivity({
  currentConversationId,
  onDoubtfulConnection,
  nextConnection,
  postedAgain,
  random,
}: PostActivityOptions) {
  const lineBy = (deadline: number): Promise<ConversationConnection | undefined> => {
    const left = deadline - Date.now();
    return left > 0 ? nextConnection(left) : Promise.resolve(undefined);
  };

  return async (activity: object): Promise<PostResult> => {
    const deadline = Date.now() + POST_WITHIN;
    const said = currentConversationId();
    let line = await lineBy(deadline);
    const place = said ?? line?.conversationId;

    for (let failures = 0; line !== undefined && line.conversationId === place; failures += 1) {
      const posted = await line.post(activity);
      if (isDoubtful(posted)) onDoubtfulConnection(line);
      if (posted !== 'unsure' || postedAgain === 'another') return posted;
      await pause(backoffDelay(failures, random()));
      line = await lineBy(deadline);
    }
    return 'refused';
  };
}

const isDoubtful = (posted: PostResult): boolean => posted === 'gone' || posted === 'unsure';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
