import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildProduct } from '../support/processes/build-product';

/** The tests do not download the Playground: a fake `npx` first on the PATH runs the given shell script instead. */
describe('npm run playground', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'npx-'));
    await buildProduct();
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGTERM');
    rmSync(folder, { recursive: true });
  });

  const start = (npx: string, ...args: readonly string[]) => {
    writeFileSync(join(folder, 'npx'), `#!/bin/sh\n${npx}\n`);
    chmodSync(join(folder, 'npx'), 0o755);
    const child = spawn(process.execPath, ['scripts/playground.mjs', ...args], {
      env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, REDIS_URL: 'redis://127.0.0.1:1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const exited = once(child, 'exit') as Promise<[number | null]>;
    let printed = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return {
      printed: () => printed,
      /** Resolves with the first group, or else the whole match, once the output matches. @throws Error after 15 s without a match */
      async prints(pattern: RegExp): Promise<string> {
        for (let tries = 0; tries < 300; tries++) {
          const found = pattern.exec(printed);
          if (found) return found[1] ?? found[0];
          await delay(50);
        }
        throw new Error(`${String(pattern)} is not in ${printed}`);
      },
      async interrupt() {
        child.kill('SIGINT');
        return (await exited)[0];
      },
      ended: async () => (await exited)[0],
    };
  };
  const isAlive = (bot: string) =>
    fetch(`${bot}/livez`).then(
      ({ status }) => status === 200,
      () => false,
    );

  it('the command starts the bot in memory and the Playground without telemetry, and Ctrl-C ends both', async () => {
    const run = start('echo "args: $*"; echo "pid: $$"; exec sleep 60', '--channel-id', 'emulator');
    const playgroundArgs = await run.prints(/args: (.*)\n/);
    const bot = /--app-endpoint (http:\/\/localhost:\d+)\/api\/messages /.exec(playgroundArgs)?.[1] ?? 'nowhere';
    expect(playgroundArgs).toMatch(/^--yes @microsoft\/m365agentsplayground@\d+\.\d+\.\d+ start /);
    expect(playgroundArgs).toMatch(/ --disable-telemetry --channel-id emulator$/);
    expect(await isAlive(bot)).toBe(true);

    const pid = Number(await run.prints(/pid: (\d+)\n/));
    expect(await run.interrupt()).toBe(0);
    expect(await isAlive(bot)).toBe(false);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('the command names the alternatives and leaves no process behind when the Playground cannot be fetched', async () => {
    const run = start('echo "offline" >&2; exit 7');
    const bot = await run.prints(/(http:\/\/localhost:\d+)\/api\/messages/);
    expect(await run.ended()).toBe(7);
    expect(run.printed()).toMatch(/offline\n@microsoft\/m365agentsplayground@[\d.]+ could not be fetched or started/);
    expect(run.printed()).toContain('Without it: npm start, then the Emulator or npm run chat.');
    expect(await isAlive(bot)).toBe(false);
  });
});
