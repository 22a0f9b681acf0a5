import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { TYPESCRIPT_LOADER } from './run-script';

/** A terminal that runs `npm run chat`. */
export interface ChatCommandProcess {
  type(line: string): void;
  /** Waits until the text is on the screen, below the text of the call before. Fails after 15 s. */
  waitForText(words: string): Promise<void>;
  /** Closes the input and returns the exit code. */
  closeInput(): Promise<number | null>;
  /** Waits until the process ends by itself, and returns the exit code. */
  waitForExit(): Promise<number | null>;
}

export function startChatCommand(...args: readonly string[]): ChatCommandProcess {
  const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, 'src/cli/chat/main.ts', ...args], {
    env: { PATH: process.env['PATH'] },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let screen = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  child.stdin.on('error', () => undefined);

  const exitCode = async () => (await closed)[0];
  return {
    type: (line) => child.stdin.write(`${line}\n`),
    async waitForText(words) {
      const deadline = performance.now() + 15_000;
      while (!screen.includes(words)) {
        if (performance.now() > deadline) throw new Error(`"${words}" is not on the screen: ${screen}`);
        await delay(50);
      }
      screen = screen.slice(screen.indexOf(words) + words.length);
    },
    async closeInput() {
      child.stdin.end();
      return exitCode();
    },
    waitForExit: exitCode,
  };
}
