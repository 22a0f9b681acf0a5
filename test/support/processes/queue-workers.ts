import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { WorkerCommand, WorkerReport } from './queue-worker';

export interface QueueWorker {
  readonly reports: readonly WorkerReport[];
  /** Returns everything that the process printed, which is nothing without errors. */
  output(): string;
  /** Sends a command and resolves after the process has executed it. */
  sendCommand(command: WorkerCommand): Promise<void>;
  /** Kills the process, as a crash would. */
  kill(): Promise<void>;
  /** Resolves with the exit code when the process ends by itself. */
  readonly exited: Promise<number | null>;
}

/** How the process handles jobs and timers: to the end, without an end, or not at all. */
export type WorkerMode = 'works' | 'hangs' | 'adds';

/** Starts processes with their own queues on one Redis. `killAll` ends those that still run. */
export function createQueueWorkerStarter(url: () => string) {
  const children: ChildProcess[] = [];
  return {
    async start(mode: WorkerMode): Promise<QueueWorker> {
      const child = fork(require.resolve('./queue-worker'), [url(), mode], {
        execArgv: ['--require', require.resolve('./typescript-loader.cjs')],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      children.push(child);
      const reports: WorkerReport[] = [];
      let printed = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (text: Buffer) => (printed += text.toString()));
      child.on('message', (report: WorkerReport) => reports.push(report));
      const exited = once(child, 'exit').then(([code]) => code as number | null);
      const nextReport = async (kind: WorkerReport['kind']) => {
        const count = () => reports.filter((report) => report.kind === kind).length;
        const before = count();
        while (count() === before) {
          if (child.exitCode !== null) throw new Error(`the process ended: ${printed}`);
          await Promise.race([once(child, 'message'), exited]);
        }
      };
      await nextReport('ready');
      return {
        reports,
        exited,
        output: () => printed,
        async sendCommand(command) {
          const answered = nextReport('answered');
          child.send(command);
          await answered;
        },
        async kill() {
          child.kill('SIGKILL');
          await exited;
        },
      };
    },
    async killAll(): Promise<void> {
      await Promise.all(
        children.splice(0).map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          child.kill('SIGKILL');
          await once(child, 'exit');
        }),
      );
    },
  };
}
