import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** Lets a plain Node process `require` this project's TypeScript. */
export const TYPESCRIPT_LOADER = resolve('test/support/processes/typescript-loader.cjs');

export interface ScriptResult {
  /** The exit code, or null when the time-out ended the process. */
  readonly code: number | null;
  /** Everything that it printed to both outputs. */
  readonly output: string;
}

/**
 * Runs a script in a Node process, from the project's folder. Shows what a test cannot see in its own process, such as the printed output
 * and whether something keeps the process from ending. Time-out: 20 s.
 */
export async function runScript(
  script: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ScriptResult> {
  const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, '-e', script], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: printed };
}
