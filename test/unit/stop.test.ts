import { policy } from '../../src/recovery/policy';
import { stopInOrder } from '../../src/stop';
import { inOwnProcess } from '../support/own-process';

describe('stopping', () => {
  it('ends one part after the other, and the rest although one fails', async () => {
    const ended: string[] = [];
    const begun: string[] = [];
    const part = (name: string, fault?: Error) => ({
      name,
      async end() {
        await Promise.resolve();
        ended.push(`${name} after ${begun.join()}`);
        if (fault) throw fault;
      },
    });
    const stop = stopInOrder([part('requests'), part('mails', new Error('no mails')), part('audit')]);
    await expect(stop({ onPart: (name) => begun.push(name) })).rejects.toThrow('no mails');
    expect(ended).toEqual([
      'requests after requests',
      'mails after requests,mails',
      'audit after requests,mails,audit',
    ]);
  });

  it('has time enough when every part takes the most that it may', () => {
    const { longestDrain, mails, requests, within } = policy.stop;
    expect(longestDrain + requests + mails + policy.audit.closeWithin).toBeLessThan(within);
  });

  const told = (parts: string, within = 25_000) =>
    inOwnProcess(`
      const { stopOnSignal } = require('./src/signals');
      const { stopInOrder } = require('./src/stop');
      const { createLog } = require('./src/log');
      const done = () => Promise.resolve();
      stopOnSignal({ stop: stopInOrder(${parts}) }, createLog('info'), ${within});
      setInterval(() => undefined, 1_000);
      process.kill(process.pid, 'SIGTERM');
    `);

  it('ends the process with 0 once all parts have ended', async () => {
    const { code, printed } = await told(`[{ name: 'requests', end: done }]`);
    expect([code, printed]).toEqual([0, expect.stringContaining('"why":"SIGTERM"')]);
  }, 30_000);

  it('ends the process with 1 when a part fails', async () => {
    const { code, printed } = await told(`[{ name: 'mails', end: () => Promise.reject(new Error('private')) }]`);
    expect([code, printed]).toEqual([1, expect.stringContaining('did not stop cleanly')]);
    expect(printed).not.toContain('private"');
  }, 30_000);

  it('ends the process with 1 when its time is over, and names the part that hangs', async () => {
    const hangs = `{ name: 'mails', end: () => new Promise(() => undefined) }`;
    const { code, printed } = await told(`[{ name: 'requests', end: done }, ${hangs}]`, 300);
    expect(code).toBe(1);
    expect(printed).toContain('"part":"mails","msg":"did not stop in time"');
  }, 30_000);
});
