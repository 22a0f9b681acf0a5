import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { TYPESCRIPT_LOADER } from './run-script';

/** Somebody at a terminal with `npm run chat`. */
export interface ChatTerminal {
  type(line: string): void;
  /** Waits until this stands on the screen, below what was waited for before; or fails after 15 s. */
  waitForText(words: string): Promise<void>;
  /** Closes the input; answers with the exit code. */
  closeInput(): Promise<number | null>;
  /** Waits until it ends by itself. */
  waitForExit(): Promise<number | null>;
}

export function openChatTerminal(...args: readonly string[]): ChatTerminal {
  const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, 'src/cli/chat/main.ts', ...args], {
    env: { PATH: process.env['PATH'] },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let screen = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  child.stdin.on('error', () => undefined);

  const ended = async () => (await closed)[0];
  return {
    type: (line) => child.stdin.write(`${line}\n`),
    async waitForText(words) {
      const deadline = performance.now() + 15_000;
      while (!screen.includes(words)) {
        if (performance.now() > deadline) throw new Error(`"${words}" is not on the screen: ${screen}`);
        await pause(50);
      }
      screen = screen.slice(screen.indexOf(words) + words.length);
    },
    async closeInput() {
      child.stdin.end();
      return ended();
    },
    waitForExit: ended,
  };
}
