import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { ChatTerminal } from './interactive-chat';

/** Whoever is at this process's standard input. */
export function openChatTerminal(): ChatTerminal & { close(): void } {
  const { stdin: input, stdout: output } = process;
  const presence = input.isTTY && output.isTTY ? 'present' : 'absent';
  const reader = createInterface({ input, output, terminal: presence === 'present', prompt: '> ' });
  const lines = reader[Symbol.asyncIterator]();

  return {
    presence,
    async readLine() {
      if (presence === 'present') reader.prompt();
      const { done, value } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) return undefined;
      if (presence === 'absent') output.write(`\n> ${value}\n`);
      return value;
    },
    print(printed) {
      if (presence === 'present') {
        // The bot speaks while something is being typed: that moves down, below its words.
        clearLine(output, 0);
        cursorTo(output, 0);
      }
      output.write(`${printed.join('\n')}\n`);
      if (presence === 'present') reader.prompt(true);
    },
    close() {
      reader.close();
    },
  };
}
