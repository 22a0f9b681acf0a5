import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { RecoveryTimer } from '../../../src/ports/recovery/recovery-timers';
import { openQueues } from '../redis/bull-queues';

/** A message from the tests to the worker process. */
export type WorkerCommand =
  | { readonly kind: 'add'; readonly job: MailJob }
  | { readonly kind: 'schedule'; readonly job: MailJob; readonly ms: number }
  | { readonly kind: 'start'; readonly timer: RecoveryTimer; readonly ms: number }
  | { readonly kind: 'close' };
/** A message from the worker process to the tests. */
export type WorkerReport =
  | { readonly kind: 'ready' | 'answered' }
  | { readonly kind: 'mail'; readonly job: MailJob }
  | { readonly kind: 'fired'; readonly timer: RecoveryTimer };

const [url = '', mode] = process.argv.slice(2);
const report = (what: WorkerReport) => process.send?.(what);

/** Handles mail jobs and recovery timers. In mode `hangs` the handlers never end; in mode `adds` there are none. */
async function main(): Promise<void> {
  const { close, mail, timers: openTimers } = await openQueues(url);
  const mailQueue = mail();
  const timers = openTimers();
  const result = () => (mode === 'hangs' ? new Promise<undefined>(() => undefined) : Promise.resolve(undefined));
  if (mode !== 'adds') {
    mailQueue.handle((job) => {
      report({ kind: 'mail', job });
      return result();
    });
    timers.handle((timer) => {
      report({ kind: 'fired', timer });
      return result();
    });
  }

  async function execute(command: WorkerCommand): Promise<void> {
    switch (command.kind) {
      case 'add':
        return mailQueue.add(command.job);
      case 'schedule':
        return mailQueue.schedule(command.job, command.ms);
      case 'start':
        return timers.start(command.timer, command.ms);
      case 'close':
        return close();
    }
  }

  process.on('message', (command: WorkerCommand) => {
    void execute(command).then(() => {
      report({ kind: 'answered' });
      // After this, nothing may keep the process alive.
      if (command.kind === 'close') process.disconnect();
    });
  });
  report({ kind: 'ready' });
}

void main();
