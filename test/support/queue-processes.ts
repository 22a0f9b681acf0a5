import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { QueueCommand, QueueReport } from './queue-process';

export interface QueueProcess {
  readonly reports: readonly QueueReport[];
  /** What it printed: nothing, if all is well. */
  printed(): string;
  /** Resolves when it has done so. */
  tell(command: QueueCommand): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Its exit code, once it ends by itself. */
  readonly exited: Promise<number | null>;
}

/** How it does jobs and looks: to their end, never to it, or not at all. */
export type Manner = 'works' | 'hangs' | 'adds';

/** Starts processes with queues of their own on one Redis; whichever still runs is killed at the end. */
export function queueProcessStarter(url: () => string) {
  const children: ChildProcess[] = [];
  return {
    async start(manner: Manner): Promise<QueueProcess> {
      const child = fork(require.resolve('./queue-process'), [url(), manner], {
        execArgv: ['--require', require.resolve('./run-ts.cjs')],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      children.push(child);
      const reports: QueueReport[] = [];
      let printed = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (text: Buffer) => (printed += text.toString()));
      child.on('message', (report: QueueReport) => reports.push(report));
      const exited = once(child, 'exit').then(([code]) => code as number | null);
      const heard = async (kind: QueueReport['kind']) => {
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
        printed: () => printed,
        async tell(command) {
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
