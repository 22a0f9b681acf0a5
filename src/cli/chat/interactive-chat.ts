import { setTimeout as pause } from 'node:timers/promises';
import { resolveInput } from './choices';
import type { DirectLineConversation, ReceivedMessage } from './direct-line-conversation';
import { formatMessage } from './format-message';
import { withTimeout } from '../../timing/with-timeout';
import { ChatError } from './chat-error';

/** Who types, and where the bot's words are read. */
export interface ChatTerminal {
  /** `absent`: the lines come from a file or another program. */
  readonly presence: 'present' | 'absent';
  /** What is typed next; nothing when there is no more. */
  readLine(): Promise<string | undefined>;
  print(lines: readonly string[]): void;
}

/** Ends the conversation. */
export const EXIT_COMMANDS = ['/salir', '/exit'];

/** The bot also speaks by itself: it is listened to so often (ms). */
const EVERY = 1_000;
/** For an answer to what was typed. */
const PATIENCE = { tries: 40, between: 250 };

/** Says what is typed and shows what the bot says, until nothing more is typed. @throws Trouble, but waits out what passes when somebody is there */
export async function runInteractiveChat(line: DirectLineConversation, typist: ChatTerminal): Promise<void> {
  let last: ReceivedMessage | undefined;
  let told = '';
  /** How many messages there were. */
  const hear = async (): Promise<number> => {
    const heard = await line.receive();
    for (const said of heard) typist.print(formatMessage(said));
    last = heard.at(-1) ?? last;
    told = '';
    return heard.length;
  };
  const answer = async (typed: string) => {
    await line.send(resolveInput(typed, last));
    for (let tries = 0; (await hear()) === 0 && tries < PATIENCE.tries; tries++) await pause(PATIENCE.between);
  };
  const orTell = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      const isEnd = !(error instanceof ChatError) || error.kind === 'lasting' || typist.presence === 'absent';
      if (isEnd) throw error;
      if (error.message !== told) typist.print([error.message]);
      told = error.message;
    }
  };

  await hear();
  for (let typing = typist.readLine(); ;) {
    const typed = await withTimeout(EVERY, typing, (): typeof PAUSED => PAUSED);
    if (typed === PAUSED) {
      await orTell(hear());
    } else if (typed === undefined || EXIT_COMMANDS.includes(typed.trim().toLowerCase())) {
      return;
    } else {
      if (typed.trim() !== '') await orTell(answer(typed));
      typing = typist.readLine();
    }
  }
}

const PAUSED = Symbol('paused');
