import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A tool for a desk alone: its licence lets one use it, and not pass it on. So it is fetched when it is asked for, and never installed here. */
const PLAYGROUND = '@microsoft/m365agentsplayground@0.2.28';

/**
 * The bot on memory and Microsoft's Agents Playground beside it, until Ctrl-C or until one of them ends: `npm run playground`. What stands
 * behind `--` goes to the Playground, `-- --channel-id emulator` for instance; without that it is Teams.
 */
const port = process.env.PORT || (await freePort());
const bot = start(process.execPath, ['dist/src/main.js'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  // Nothing else of the environment: this bot reaches no Redis, no database and no mail service.
  env: { PATH: process.env.PATH, PORT: String(port), LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
});
const endpoint = `http://localhost:${port}/api/messages`;
let playground;
let ending;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(0));
void bot.ended.then((code) => end(code || 1));

await told(bot, endpoint);
playground = start(
  'npx',
  ['--yes', PLAYGROUND, 'start', '--app-endpoint', endpoint, '--disable-telemetry', ...process.argv.slice(2)],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: process.env,
    // It writes a log into wherever it is started.
    cwd: await mkdtemp(join(tmpdir(), 'playground-')),
  },
);
const code = await playground.ended;
if (code !== 0) {
  process.stderr.write(
    `${PLAYGROUND} could not be fetched or started (see above).\nWithout it: npm start, then the Emulator or npm run chat.\n`,
  );
}
await end(code);

/** Each in a process group of its own: what Ctrl-C means is decided here, once, and npx has children. */
function start(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  const ended = Promise.race([once(child, 'exit').then(([code]) => code ?? 0), once(child, 'error').then(() => 1)]);
  return {
    child,
    ended,
    isOver: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
  };
}

/** Ends both, the first time that it is called. */
function end(code) {
  return (ending ??= endAll(code));
}

async function endAll(code) {
  const running = [playground, bot].filter((one) => one && !one.isOver());
  for (const { child } of running) process.kill(-child.pid, 'SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  process.exit(code);
}

/** Prints what the bot prints, and goes on once it has said this. */
function told({ child }, words) {
  return new Promise((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      process.stdout.write(`${line}\n`);
      if (line.includes(words)) resolve();
    });
  });
}

/** As the system gives it. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
