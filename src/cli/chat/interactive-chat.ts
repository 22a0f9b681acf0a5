import { setTimeout as delay } from 'node:timers/promises';
import { resolveInput } from './choices';
import type { DirectLineConversation, ReceivedMessage } from './direct-line-conversation';
import { formatMessage } from './format-message';
import { withTimeout } from '../../timing/with-timeout';
import { ChatError } from './chat-error';

/** Where the person types and reads. */
export interface ChatTerminal {
  /** `absent`: input comes from a file or another program. */
  readonly presence: 'present' | 'absent';
  /** Returns the next line, or nothing at the end of the input. */
  readLine(): Promise<string | undefined>;
  print(lines: readonly string[]): void;
}

/** Commands that end the conversation. */
export const EXIT_COMMANDS = ['/salir', '/exit'];

/** How often (ms) to poll for notifications of the bot. */
const POLL_INTERVAL = 1_000;
/** How long to wait for an answer. */
const ANSWER_WAIT = { tries: 40, between: 250 };

/** Sends each line and prints the bot's messages until the input ends. @throws ChatError, but prints a transient error when a person is present */
export async function runInteractiveChat(conversation: DirectLineConversation, terminal: ChatTerminal): Promise<void> {
  let last: ReceivedMessage | undefined;
  let printedError = '';
  /** Prints new messages and returns their number. */
  const printNew = async (): Promise<number> => {
    const received = await conversation.receive();
    for (const message of received) terminal.print(formatMessage(message));
    last = received.at(-1) ?? last;
    printedError = '';
    return received.length;
  };
  const answer = async (typed: string) => {
    await conversation.send(resolveInput(typed, last));
    for (let tries = 0; (await printNew()) === 0 && tries < ANSWER_WAIT.tries; tries++)
      await delay(ANSWER_WAIT.between);
  };
  const printPassingError = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      const isEnd = !(error instanceof ChatError) || error.kind === 'permanent' || terminal.presence === 'absent';
      if (isEnd) throw error;
      if (error.message !== printedError) terminal.print([error.message]);
      printedError = error.message;
    }
  };

  await printNew();
  for (let typing = terminal.readLine(); ;) {
    const typed = await withTimeout(POLL_INTERVAL, typing, (): typeof NO_INPUT => NO_INPUT);
    if (typed === NO_INPUT) {
      await printPassingError(printNew());
    } else if (typed === undefined || EXIT_COMMANDS.includes(typed.trim().toLowerCase())) {
      return;
    } else {
      if (typed.trim() !== '') await printPassingError(answer(typed));
      typing = terminal.readLine();
    }
  }
}

const NO_INPUT = Symbol('no input');
