import { createInProcessMailQueue } from '../../src/adapters/memory/mail-queue';
import type { MailJob } from '../../src/ports/mail-queue';
import { aJob, createGate, describeMailQueue, isPending } from './mail-queue';

const ignoreFailure = () => undefined;

describeMailQueue('in process', () => {
  const failures: MailJob[] = [];
  return Promise.resolve({ queue: createInProcessMailQueue({ onFailure: (job) => failures.push(job) }), failures });
});

describe('the in-process queue', () => {
  it('does so many jobs at a time and no more', async () => {
    const gate = createGate();
    const queue = createInProcessMailQueue({ concurrency: 3, onFailure: ignoreFailure });
    let running = 0;
    let most = 0;
    queue.handle(async () => {
      most = Math.max(most, ++running);
      await gate.opened;
      running -= 1;
    });
    for (let i = 0; i < 10; i += 1) await queue.add(aJob('code', `target.${String(i)}`));
    expect(await isPending(queue.settled(aJob('code', 'target.9'), 60_000))).toBe(true);
    expect(running).toBe(3);
    gate.open();
    await queue.close();
    expect([most, running]).toEqual([3, 0]);
  });

  it('begins no job before the one who added it has been answered', async () => {
    const events: string[] = [];
    const queue = createInProcessMailQueue({ onFailure: ignoreFailure });
    queue.handle(() => Promise.resolve(void events.push('job')));
    await queue.add(aJob());
    events.push('answer');
    await queue.close();
    expect(events).toEqual(['answer', 'job']);
  });

  it('reports a job that came before there was anyone to do it', async () => {
    const causes: string[] = [];
    const queue = createInProcessMailQueue({ onFailure: (_job, cause) => causes.push(String(cause)) });
    await queue.add(aJob());
    await queue.settled(aJob(), 60_000);
    expect(causes).toEqual(['Error: A mail job was added before the queue had a handler']);
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const queue = createInProcessMailQueue({ onFailure: ignoreFailure });
    const gate = createGate();
    queue.handle(() => gate.opened);
    await queue.add(aJob());
    const before = timers();
    const waiting = queue.settled(aJob(), 60_000);
    expect(timers()).toBe(before);
    gate.open();
    await waiting;
  });
});
