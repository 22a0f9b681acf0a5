import { readFile } from 'node:fs/promises';
import { openDirectLineConversation } from './direct-line-conversation';
import { openMailboxClient } from './mailbox-client';
import { openChatTerminal } from './terminal';
import { parseOptions, type ChatCommandOptions } from './options';
import { CODE_PLACEHOLDER, playScript, type ScriptMismatch } from './play-script';
import { parseScript } from './script';
import { EXIT_COMMANDS, runInteractiveChat } from './interactive-chat';
import { ChatError } from './chat-error';

void main(process.argv.slice(2));

/** `npm run chat`: a conversation with the bot, typed or played from a script. Exit code 1: a difference from the script, or an error. */
async function main(args: readonly string[]): Promise<void> {
  try {
    const options = parseOptions(args);
    if (options.script === undefined) await converse(options);
    else await play(options, options.script);
  } catch (error) {
    process.stderr.write(`${error instanceof ChatError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function converse({ locale, url }: ChatCommandOptions): Promise<void> {
  const conversation = await openDirectLineConversation(url, locale);
  const terminal = openChatTerminal();
  try {
    terminal.print([`${url} · ${EXIT_COMMANDS.join(', ')} or Ctrl-C ends · the number before a choice picks it`]);
    await runInteractiveChat(conversation, terminal);
  } finally {
    terminal.close();
  }
}

async function play({ locale, url }: ChatCommandOptions, file: string): Promise<void> {
  const script = parseScript(await textOf(file));
  const needsCode = script.some(({ kind, text }) => kind === 'typed' && text.includes(CODE_PLACEHOLDER));
  const mailbox = needsCode ? await openMailboxClient(url) : undefined;
  const conversation = await openDirectLineConversation(url, locale);
  const print = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`);
  const difference = await playScript(script, { conversation, print, ...(mailbox && { mailbox }) });
  if (difference !== undefined) throw new ChatError(`\n${file}, ${differenceLines(difference).join('\n')}`);
  print(['', `${file}: all ${script.filter(({ kind }) => kind === 'said').length} expected messages were received.`]);
}

// Function declarations, because `main` may need them before later constants are initialised.
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new ChatError(`Cannot read ${file}.`);
  }
}

function differenceLines({ expected, number, said }: ScriptMismatch): readonly string[] {
  if (expected === undefined) return [`line ${number}: unexpected extra message.`, `  said      ${said ?? ''}`];
  const what = said === undefined ? 'the bot says nothing' : 'the bot said something else';
  return [
    `line ${number}: ${what}.`,
    `  expected  ${expected}`,
    ...(said === undefined ? [] : [`  said      ${said}`]),
  ];
}
