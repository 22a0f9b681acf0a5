import { shutdownTimes } from '../../src/policy/shutdown';
import { createShutdown } from '../../src/app/shutdown';
import { runScript } from '../support/processes/run-script';

describe('shutdown', () => {
  it('a shutdown closes one part after the other, and continues when one fails', async () => {
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
    const stop = createShutdown([part('requests'), part('mails', new Error('no mails')), part('audit')]);
    await expect(stop({ onStep: (name) => begun.push(name) })).rejects.toThrow('no mails');
    expect(ended).toEqual([
      'requests after requests',
      'mails after requests,mails',
      'audit after requests,mails,audit',
    ]);
  });

  it('a shutdown has enough time even when every part takes its full time-out', () => {
    const { audit, longestDrain, mails, requests, total } = shutdownTimes;
    expect(longestDrain + requests + mails + audit).toBeLessThan(total);
  });

  const runShutdown = (parts: string, within = 25_000) =>
    runScript(`
      const { shutDownOnSignal } = require('./src/app/signals');
      const { createShutdown } = require('./src/app/shutdown');
      const { createLogger } = require('./src/app/logger');
      const done = () => Promise.resolve();
      shutDownOnSignal({ stop: createShutdown(${parts}) }, createLogger('info'), ${within});
      setInterval(() => undefined, 1_000);
      process.kill(process.pid, 'SIGTERM');
    `);

  it('the process exits with 0 when all parts have closed', async () => {
    const { code, output } = await runShutdown(`[{ name: 'requests', end: done }]`);
    expect([code, output]).toEqual([0, expect.stringContaining('"why":"SIGTERM"')]);
  });

  it('the process exits with 1 when a part fails', async () => {
    const { code, output } = await runShutdown(`[{ name: 'mails', end: () => Promise.reject(new Error('private')) }]`);
    expect([code, output]).toEqual([1, expect.stringContaining('did not stop cleanly')]);
    expect(output).not.toContain('private"');
  });

  it('the process exits with 1 when its time is over, and names the part that hangs', async () => {
    const hangs = `{ name: 'mails', end: () => new Promise(() => undefined) }`;
    const { code, output } = await runShutdown(`[{ name: 'requests', end: done }, ${hangs}]`, 300);
    expect(code).toBe(1);
    expect(output).toContain('"part":"mails","msg":"did not stop in time"');
  });
});
