import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { RecoveryTimer } from '../../../src/ports/recovery/recovery-timers';
import { openQueues } from '../redis/bull-queues';

/** What the tests tell the process, and what it tells them. */
export type WorkerCommand =
  | { readonly kind: 'add'; readonly job: MailJob }
  | { readonly kind: 'plan'; readonly job: MailJob; readonly ms: number }
  | { readonly kind: 'start'; readonly watch: RecoveryTimer; readonly ms: number }
  | { readonly kind: 'close' };
export type WorkerReport =
  | { readonly kind: 'ready' | 'answered' }
  | { readonly kind: 'mail'; readonly job: MailJob }
  | { readonly kind: 'look'; readonly watch: RecoveryTimer };

const [url = '', manner] = process.argv.slice(2);
const report = (what: WorkerReport) => process.send?.(what);

/** Begins jobs and looks and, when it `hangs`, never ends them; or only adds what others do. */
async function main(): Promise<void> {
  const { close, mail, watch } = await openQueues(url);
  const queue = mail();
  const timers = watch();
  const end = () => (manner === 'hangs' ? new Promise<undefined>(() => undefined) : Promise.resolve(undefined));
  if (manner !== 'adds') {
    queue.handle((job) => {
      report({ kind: 'mail', job });
      return end();
    });
    timers.handle((looked) => {
      report({ kind: 'look', watch: looked });
      return end();
    });
  }

  async function obey(command: WorkerCommand): Promise<void> {
    switch (command.kind) {
      case 'add':
        return queue.add(command.job);
      case 'plan':
        return queue.schedule(command.job, command.ms);
      case 'start':
        return timers.start(command.watch, command.ms);
      case 'close':
        return close();
    }
  }

  process.on('message', (command: WorkerCommand) => {
    void obey(command).then(() => {
      report({ kind: 'answered' });
      // Nothing else may keep it alive then.
      if (command.kind === 'close') process.disconnect();
    });
  });
  report({ kind: 'ready' });
}

void main();
