import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/redis-server';
import { onServerCore, type Cores } from './cores';

export interface ServerProcess {
  readonly port: number;
  /** CPU time it has used until now, all its threads together (ms); NaN where the system does not tell. */
  cpu(): number;
  stop(): Promise<void>;
}

export interface Program {
  /** The built script, and what is set in its environment beside PORT. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
}

const START_WITHIN = 15_000;

/** Runs the script in a process of its own, on the server's core. @throws Error when it does not answer in time */
export async function startServer(program: Program, cores: Cores | undefined): Promise<ServerProcess> {
  const port = await freePort();
  const [file = '', ...args] = onServerCore(cores, [process.execPath, program.script]);
  // The environment is the bench's own but for the service's settings, which must not come in from a developer's shell.
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'development',
    LOG_LEVEL: 'error',
    ...program.environment,
    PORT: String(port),
  };
  const server = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = async () => {
    server.kill('SIGKILL');
    if (isRunning(server)) await once(server, 'exit');
  };
  try {
    await untilAnswers(server, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, cpu: () => cpuOf(server.pid), stop };
}

async function untilAnswers(server: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + START_WITHIN;
  while (!(await answers(port))) {
    if (!isRunning(server) || performance.now() > deadline)
      throw new Error(`${server.spawnargs.join(' ')} does not answer`);
    await delay(50);
  }
}

/** Any answer will do: each server has other routes. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: '/', agent: false }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('error', () => {
      resolve(false);
    });
  });

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Linux counts in hundredths of a second; the fields after the program's name, which may hold spaces, are the 3rd and on. */
function cpuOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return Number.NaN;
  }
}
