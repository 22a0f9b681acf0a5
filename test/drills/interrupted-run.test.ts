import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describeWith } from '../support/jest/required-tools';

const FIXTURES = '<rootDir>/test/support/environment/fixtures/*.fixture.ts';

describeWith(['redis-server', 'postgresql', 'chromium'], 'interrupted Jest run', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'an interrupted run leaves no server, browser or service running after %s to the Jest process alone',
    async (signal) => {
      const jest = spawn(process.execPath, ['node_modules/.bin/jest', '--testMatch', FIXTURES, '--maxWorkers', '2'], {
        env: { ...process.env, TEST_ENVIRONMENT_SOCKET: undefined },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const exited = once(jest, 'exit');
      await waitForOutput(jest, ['servers and browser are running', 'the service is running']);
      const started = descendantsOf(jest.pid ?? 0);
      for (const name of ['redis-server', 'postgres', 'chrom', 'dist/src/main.js'])
        expect(started.map(({ command }) => command)).toContainEqual(expect.stringContaining(name));

      jest.kill(signal);
      await exited;
      const remaining = () => processes().filter((one) => started.some(({ key }) => key === one.key));
      while (remaining().length > 0) await delay(100);
    },
  );
});

/** Resolves when the output of the process contains all of the words. */
function waitForOutput({ stdout }: ChildProcess, words: readonly string[]): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (words.every((word) => text.includes(word))) resolve();
    });
    stdout?.on('end', () => {
      reject(new Error(`Jest ended: ${text}`));
    });
  });
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Process id and start time, since the system may reuse the id. */
  readonly key: string;
}

function processes(): readonly Process[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,stat=,lstart=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    // The pattern skips zombies (state Z), which have ended already.
    const found = /^\s*(\d+)\s+(\d+)\s+[^Z\s]\S*\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*)$/.exec(line);
    if (found === null) return [];
    const [pid, parent, begin, command] = found.slice(1) as [string, string, string, string];
    return [{ pid: Number(pid), parent: Number(parent), command, key: `${pid} ${begin}` }];
  });
}

function descendantsOf(root: number): readonly Process[] {
  const all = processes();
  const found: Process[] = [];
  const visit = (parent: number) => {
    for (const child of all.filter((one) => one.parent === parent)) {
      found.push(child);
      visit(child.pid);
    }
  };
  visit(root);
  return found;
}
