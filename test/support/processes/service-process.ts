import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endWithThisProcess } from './lifeline';

export interface ServiceProcess {
  readonly url: string;
  readonly pid: number | undefined;
  /** Returns everything printed so far. */
  output(): string;
  /** Kills the process, as a crash would. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Stops the process as an operator would, and returns the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built product, or another bot, in a process on a free port. Resolves once it prints its address. */
export async function startServiceProcess(
  settings: Readonly<Record<string, string>>,
  script = 'dist/src/main.js',
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], PORT: '0', TRUSTED_PROXIES: 'loopback', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  endWithThisProcess(child);

  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      printed += `${line}\n`;
      const found = /(http:\/\/localhost:\d+)\/api\/messages/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exited.then(([code]) => {
      reject(new Error(`the service ended with ${String(code)}: ${printed}`));
    });
  });
  return {
    url,
    pid: child.pid,
    output: () => printed,
    signal(signal) {
      child.kill(signal);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}
