import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { ChatTerminal } from './interactive-chat';

/** Opens this process's standard input and output as a chat terminal. */
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
        // Clears the line being typed; it is printed again below the message.
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
