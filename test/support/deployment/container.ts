import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuiltImage } from './image';
import { endWithThisProcess } from '../processes/lifeline';

/** Debian's user `nobody`, who owns no files. */
const NOBODY = 65_534;

export interface ContainerResult {
  /** The exit code, or null when the process was killed. */
  readonly code: number | null;
  readonly output: string;
  /** The files that it left in the only writable folder. */
  readonly remainingFiles: readonly string[];
}

export interface Container {
  output(): string;
  /** Resolves with the first line that contains the text. @throws Error when the process ends before */
  waitForLine(text: string): Promise<string>;
  signal(name: NodeJS.Signals): void;
  readonly finished: Promise<ContainerResult>;
}

/**
 * Runs a command in the image's folder as a container would, with only the environment of the image and these settings. When the tests run
 * as root, the command runs as a user without write access to that folder.
 */
export function startContainer(
  { env, folder }: BuiltImage,
  [program, ...args]: readonly [string, ...string[]],
  settings: Readonly<Record<string, string>> = {},
): Container {
  const scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(scratch, NOBODY, NOBODY);
  chmodSync(scratch, 0o700);
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', TMPDIR: scratch, ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      child.emit('printed');
    });
  endWithThisProcess(child, { folder: scratch });
  const ended = once(child, 'close').then(([code]): ContainerResult => {
    const left = readdirSync(scratch);
    rmSync(scratch, { recursive: true, force: true });
    return { code: code as number | null, output: printed, remainingFiles: left };
  });
  const lineWith = (text: string) => printed.split('\n').find((line) => line.includes(text));
  return {
    output: () => printed,
    async waitForLine(text) {
      while (lineWith(text) === undefined) {
        const end = await Promise.race([ended, once(child, 'printed')]);
        if ('code' in end && lineWith(text) === undefined)
          throw new Error(`the process ended with ${String(end.code)}: ${printed}`);
      }
      return lineWith(text) ?? '';
    },
    signal: (name) => child.kill(name),
    finished: ended,
  };
}
