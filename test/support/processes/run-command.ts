import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { TYPESCRIPT_LOADER } from './run-script';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  /** Its questions, its log, and what is wrong. */
  readonly stderr: string;
}

interface Given {
  readonly settings?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** What is typed, line by line. */
  readonly typed?: readonly string[];
  /** Whoever typed that may be there to type more, as at a terminal. */
  readonly typist?: 'leaves' | 'stays';
}

/** Runs what `npm run <name>` runs, from the sources instead of what was built of them, in a process of its own. It has 20 s. */
export async function runCommand(
  name: string,
  { args = [], settings = {}, typed = [], typist = 'leaves' }: Given = {},
): Promise<CommandResult> {
  const [file, ...own] = commandOf(name);
  const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, file, ...own, ...args], {
    env: { PATH: process.env['PATH'], ...settings },
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  let [answer, beside] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (beside += chunk.toString()));
  child.stdin.on('error', () => undefined).write(typed.map((line) => `${line}\n`).join(''));
  if (typist === 'leaves') child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: answer, stderr: beside };
}

/** `node dist/src/x.js …` as the source and its arguments. */
function commandOf(name: string): readonly [string, ...string[]] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [, file, rest] = /^node dist\/(src\/[\w/-]+)\.js ?(.*)$/.exec(scripts[name] ?? '') ?? [];
  if (file === undefined) throw new Error(`npm run ${name} is no command of ours`);
  return [`${file}.ts`, ...(rest ? rest.split(' ') : [])];
}

/** Runs the script of `npm run <name>` when it needs no build. Time-out: 30 s. */
export async function runTool(
  name: string,
  { args = [], settings = {} }: Pick<Given, 'args' | 'settings'> = {},
): Promise<CommandResult> {
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
