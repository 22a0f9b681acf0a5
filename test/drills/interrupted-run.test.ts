import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describeWith } from '../support/jest/required-tools';

const FIXTURES = '<rootDir>/test/support/environment/fixtures/*.fixture.ts';

describeWith(['redis-server', 'postgresql', 'chromium'], 'a run of Jest that is ended from outside', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'leaves no server, no browser and no service behind after %s to Jest alone',
    async (signal) => {
      const jest = spawn(process.execPath, ['node_modules/.bin/jest', '--testMatch', FIXTURES, '--maxWorkers', '2'], {
        env: { ...process.env, TEST_ENVIRONMENT_SOCKET: undefined },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const exited = once(jest, 'exit');
      await printed(jest, ['servers and browser are running', 'the service is running']);
      const started = descendantsOf(jest.pid ?? 0);
      for (const name of ['redis-server', 'postgres', 'chrom', 'dist/src/main.js'])
        expect(started.map(({ command }) => command)).toContainEqual(expect.stringContaining(name));

      jest.kill(signal);
      await exited;
      const left = () => processes().filter((one) => started.some(({ key }) => key === one.key));
      while (left().length > 0) await delay(100);
    },
  );
});

/** Resolves once all these words stand in what it printed. */
function printed({ stdout }: ChildProcess, words: readonly string[]): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (words.every((one) => text.includes(one))) resolve();
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
  /** A number may be given to another process later on. */
  readonly key: string;
}

function processes(): readonly Process[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,stat=,lstart=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    // One whose state is Z has ended, and waits for its parent to notice.
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
