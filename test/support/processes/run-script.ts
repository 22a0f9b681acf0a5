import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** Lets a plain Node process `require` this project's TypeScript. */
export const TYPESCRIPT_LOADER = resolve('test/support/processes/typescript-loader.cjs');

export interface ScriptResult {
  /** Its exit code; none when it had to be ended. */
  readonly code: number | null;
  /** All it printed, on both outputs. */
  readonly output: string;
}

/**
 * Runs a script, from the project's folder, in a Node process of its own: for what a test cannot see from inside, like what goes to the
 * outputs and whether anything keeps the process from ending. It has 20 s.
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
