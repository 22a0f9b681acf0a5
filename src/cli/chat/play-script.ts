import { setTimeout as pause } from 'node:timers/promises';
import { resolveInput } from './choices';
import type { DirectLineConversation, ReceivedMessage } from './direct-line-conversation';
import type { MailboxClient } from './mailbox-client';
import { matchesExpectation, collapseWhitespace, type ScriptLine } from './script';
import { formatMessage, toTerminalText } from './format-message';

/** Where the conversation left the script. */
export interface ScriptMismatch {
  /** Line of the script; its last one when the bot said more than the whole of it. */
  readonly number: number;
  /** Nothing: the bot should not have spoken. */
  readonly expected?: string;
  /** Nothing: the bot did not speak in time. */
  readonly said?: string;
}

export interface PlaybackOptions {
  readonly conversation: DirectLineConversation;
  /** There when the script asks for a code. */
  readonly mailbox?: MailboxClient;
  readonly print: (lines: readonly string[]) => void;
}

/** What stands for the code of the newest mail. */
export const CODE_PLACEHOLDER = '{{code}}';

/** A turn may wait for a mail, and a deployment be busy: 20 s. */
const PATIENCE = { tries: 80, between: 250 };

/** Plays the script in a new conversation up to its end, or to the first difference. @throws Trouble */
export async function playScript(
  script: readonly ScriptLine[],
  playing: PlaybackOptions,
): Promise<ScriptMismatch | undefined> {
  const ear = createEar(playing);
  const type = createTyping(playing);
  const compare = async ({ kind, number, text }: ScriptLine): Promise<ScriptMismatch | undefined> => {
    switch (kind) {
      case 'typed': {
        const said = await ear.unread();
        if (said === undefined) await type(text, ear.last());
        return said === undefined ? undefined : { number, said };
      }
      case 'said': {
        const said = await ear.next();
        return said !== undefined && matchesExpectation(text, said) ? undefined : { number, expected: text, said };
      }
    }
  };

  for (const one of script) {
    const difference = await compare(one);
    if (difference !== undefined) return difference;
  }
  // What is said in several messages does not arrive all at once everywhere.
  await pause(PATIENCE.between);
  const said = await ear.unread();
  return said === undefined ? undefined : { number: script.at(-1)?.number ?? 0, said };
}

const createTyping =
  ({ conversation, mailbox, print }: PlaybackOptions) =>
  async (text: string, last: ReceivedMessage | undefined): Promise<void> => {
    print(['', `> ${text}`]);
    const code = text.includes(CODE_PLACEHOLDER) ? await mailbox?.nextCode() : undefined;
    await conversation.send(resolveInput(text.replaceAll(CODE_PLACEHOLDER, code ?? CODE_PLACEHOLDER), last));
  };

function createEar({ conversation, print }: PlaybackOptions) {
  const unread: ReceivedMessage[] = [];
  let last: ReceivedMessage | undefined;
  const hear = async () => {
    for (const said of await conversation.receive()) {
      print(formatMessage(said));
      unread.push(said);
      last = said;
    }
  };

  return {
    /** The newest message. */
    last: () => last,
    /** What has been said and not been read; it stays unread. */
    async unread(): Promise<string | undefined> {
      await hear();
      return textOf(unread[0]);
    },
    /** Reads on; waits for it when nothing has been said yet. */
    async next(): Promise<string | undefined> {
      for (let tries = 0; unread.length === 0 && tries < PATIENCE.tries; tries++) {
        if (tries > 0) await pause(PATIENCE.between);
        await hear();
      }
      return textOf(unread.shift());
    },
  };
}

const textOf = (said: ReceivedMessage | undefined): string | undefined =>
  said && collapseWhitespace(toTerminalText(said.text));
