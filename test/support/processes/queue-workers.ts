import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { WorkerCommand, WorkerReport } from './queue-worker';

export interface QueueWorker {
  readonly reports: readonly WorkerReport[];
  /** What it printed: nothing, if all is well. */
  output(): string;
  /** Resolves when it has done so. */
  sendCommand(command: WorkerCommand): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Its exit code, once it ends by itself. */
  readonly exited: Promise<number | null>;
}

/** How it does jobs and looks: to their end, never to it, or not at all. */
export type WorkerMode = 'works' | 'hangs' | 'adds';

/** Starts processes with queues of their own on one Redis; whichever still runs is killed at the end. */
export function createQueueWorkerStarter(url: () => string) {
  const children: ChildProcess[] = [];
  return {
    async start(manner: WorkerMode): Promise<QueueWorker> {
      const child = fork(require.resolve('./queue-worker'), [url(), manner], {
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
      const heard = async (kind: WorkerReport['kind']) => {
        const count = () => reports.filter((report) => report.kind === kind).length;
        const before = count();
        while (count() === before) {
          if (child.exitCode !== null) throw new Error(`the process ended: ${printed}`);
          await Promise.race([once(child, 'message'), exited]);
        }
      };
      await heard('ready');
      return {
        reports,
        exited,
        output: () => printed,
        async sendCommand(command) {
          const answered = heard('answered');
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
