import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CommandResult } from './processes/run-command';

interface Given {
  readonly settings?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Runs what `npm run <name>` runs, where that is a script that needs no build. It has 30 s. */
export async function runTool(name: string, { args = [], settings = {} }: Given = {}): Promise<CommandResult> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [file] = /(?<=^node )\S+\.mjs$/.exec(scripts[name] ?? '') ?? [];
  if (file === undefined) throw new Error(`npm run ${name} is no script that runs as it is`);
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  let [answer, beside] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (beside += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: answer, stderr: beside };
}
