import { execFileSync } from 'node:child_process';

/** Which cores the server and the load get; nothing when they cannot be told apart on this machine. */
export interface Cores {
  readonly server: string;
  readonly load: string;
}

/** Puts this process, and so what it starts from now on, on all cores but the first, which is left to the server measured. */
export function divideCores(): Cores | undefined {
  try {
    const [server, ...load] = allowedCores();
    if (server === undefined || load.length === 0) return undefined;
    const cores = { server: String(server), load: load.join(',') };
    taskset('-a', '-p', '-c', cores.load, String(process.pid));
    return cores;
  } catch {
    return undefined;
  }
}

/** The command line that runs a program on the server's core. */
export const onServerCore = (cores: Cores | undefined, command: readonly string[]): readonly string[] =>
  cores === undefined ? command : ['taskset', '-c', cores.server, ...command];

/** `taskset` says "pid 7's current affinity list: 0-3,8". */
function allowedCores(): number[] {
  const [, list = ''] = taskset('-p', '-c', String(process.pid)).split(':');
  return list
    .trim()
    .split(',')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}

const taskset = (...args: readonly string[]): string => execFileSync('taskset', args, { encoding: 'utf8' });
