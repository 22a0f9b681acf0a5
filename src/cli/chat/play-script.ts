import { setTimeout as delay } from 'node:timers/promises';
import { resolveInput } from './choices';
import type { DirectLineConversation, ReceivedMessage } from './direct-line-conversation';
import type { MailboxClient } from './mailbox-client';
import { matchesExpectation, collapseWhitespace, type ScriptLine } from './script';
import { formatMessage, toTerminalText } from './format-message';

/** The first difference between conversation and script. */
export interface ScriptMismatch {
  /** Line of the script; the last one when the bot said more than the script expects. */
  readonly number: number;
  /** Absent when no message was expected. */
  readonly expected?: string;
  /** Absent when no message came in time. */
  readonly said?: string;
}

export interface PlaybackOptions {
  readonly conversation: DirectLineConversation;
  /** Present when the script needs a code. */
  readonly mailbox?: MailboxClient;
  readonly print: (lines: readonly string[]) => void;
}

/** Placeholder for the code of the newest mail. */
export const CODE_PLACEHOLDER = '{{code}}';

/** Waits for a message for 20 s in all (`between` in ms), because a turn may wait for a mail on a busy deployment. */
const MESSAGE_WAIT = { tries: 80, between: 250 };

/** Plays the script in a new conversation to its end or to the first difference, which it returns. @throws ChatError */
export async function playScript(
  script: readonly ScriptLine[],
  options: PlaybackOptions,
): Promise<ScriptMismatch | undefined> {
  const receiver = createReceiver(options);
  const type = createTyping(options);
  const compare = async ({ kind, number, text }: ScriptLine): Promise<ScriptMismatch | undefined> => {
    switch (kind) {
      case 'typed': {
        const said = await receiver.unread();
        if (said === undefined) await type(text, receiver.last());
        return said === undefined ? undefined : { number, said };
      }
      case 'said': {
        const said = await receiver.next();
        return said !== undefined && matchesExpectation(text, said) ? undefined : { number, expected: text, said };
      }
    }
  };

  for (const line of script) {
    const difference = await compare(line);
    if (difference !== undefined) return difference;
  }
  // An answer of several messages may arrive in parts.
  await delay(MESSAGE_WAIT.between);
  const said = await receiver.unread();
  return said === undefined ? undefined : { number: script.at(-1)?.number ?? 0, said };
}

const createTyping =
  ({ conversation, mailbox, print }: PlaybackOptions) =>
  async (text: string, last: ReceivedMessage | undefined): Promise<void> => {
    print(['', `> ${text}`]);
    const code = text.includes(CODE_PLACEHOLDER) ? await mailbox?.nextCode() : undefined;
    await conversation.send(resolveInput(text.replaceAll(CODE_PLACEHOLDER, code ?? CODE_PLACEHOLDER), last));
  };

function createReceiver({ conversation, print }: PlaybackOptions) {
  const unread: ReceivedMessage[] = [];
  let last: ReceivedMessage | undefined;
  const receive = async () => {
    for (const said of await conversation.receive()) {
      print(formatMessage(said));
      unread.push(said);
      last = said;
    }
  };

  return {
    /** Returns the newest message. */
    last: () => last,
    /** Returns the first unread message and leaves it unread. */
    async unread(): Promise<string | undefined> {
      await receive();
      return textOf(unread[0]);
    },
    /** Returns the next message, and waits for one if there is none. */
    async next(): Promise<string | undefined> {
      for (let tries = 0; unread.length === 0 && tries < MESSAGE_WAIT.tries; tries++) {
        if (tries > 0) await delay(MESSAGE_WAIT.between);
        await receive();
      }
      return textOf(unread.shift());
    },
  };
}

const textOf = (said: ReceivedMessage | undefined): string | undefined =>
  said && collapseWhitespace(toTerminalText(said.text));
