import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { TYPESCRIPT_LOADER } from './run-script';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  /** The questions, the log and the errors. */
  readonly stderr: string;
}

interface CommandInput {
  readonly settings?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The typed input, line by line. */
  readonly inputLines?: readonly string[];
  /** Whether the input ends after these lines, or stays open as at a terminal. */
  readonly inputEnd?: 'closed' | 'open';
}

/** Runs the command of `npm run <name>` in a process, from the sources instead of the build. Time-out: 20 s. */
export async function runCommand(
  name: string,
  { args = [], settings = {}, inputLines = [], inputEnd = 'closed' }: CommandInput = {},
): Promise<CommandResult> {
  const [file, ...ownArgs] = commandOf(name);
  const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, file, ...ownArgs, ...args], {
    env: { PATH: process.env['PATH'], ...settings },
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined).write(inputLines.map((line) => `${line}\n`).join(''));
  if (inputEnd === 'closed') child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Returns source file and arguments of a script `node dist/src/x.js …`. */
function commandOf(name: string): readonly [string, ...string[]] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [, file, rest] = /^node dist\/(src\/[\w/-]+)\.js ?(.*)$/.exec(scripts[name] ?? '') ?? [];
  if (file === undefined) throw new Error(`npm run ${name} is not a command of the product`);
  return [`${file}.ts`, ...(rest ? rest.split(' ') : [])];
}

/** Runs the script of `npm run <name>`, which must not need a build. Time-out: 30 s. */
export async function runTool(
  name: string,
  { args = [], settings = {} }: Pick<CommandInput, 'args' | 'settings'> = {},
): Promise<CommandResult> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [file] = /(?<=^node )\S+\.mjs$/.exec(scripts[name] ?? '') ?? [];
  if (file === undefined) throw new Error(`npm run ${name} needs a build or is not a script`);
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
