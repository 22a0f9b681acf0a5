import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A development tool. Its licence allows to use it but not to redistribute it, so it is fetched on demand and is no dependency. */
const PLAYGROUND = '@microsoft/m365agentsplayground@0.2.28';

/**
 * Runs the bot in local mode together with Microsoft's Agents Playground, until Ctrl-C or until one of them ends: `npm run playground`.
 * Arguments after `--` are passed to the Playground, for instance `-- --channel-id emulator`. Its default channel is Teams.
 */
const port = process.env.PORT || (await freePort());
const bot = start(process.execPath, ['dist/src/main.js'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  // Passes no other settings, so that this bot connects to no Redis, database or mail service.
  env: { PATH: process.env.PATH, PORT: String(port), LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
});
const endpoint = `http://localhost:${port}/api/messages`;
let playground;
let ending;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(0));
void bot.ended.then((code) => end(code || 1));

await waitForOutput(bot, endpoint);
playground = start(
  'npx',
  ['--yes', PLAYGROUND, 'start', '--app-endpoint', endpoint, '--disable-telemetry', ...process.argv.slice(2)],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: process.env,
    // The Playground writes a log into its working directory.
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

/** Starts a program in a process group of its own, so that Ctrl-C reaches only this script, and the children of npx can be ended too. */
function start(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  const ended = Promise.race([once(child, 'exit').then(([code]) => code ?? 0), once(child, 'error').then(() => 1)]);
  return {
    child,
    ended,
    isOver: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
  };
}

/** Ends both processes. Later calls wait for the first one. */
function end(code) {
  return (ending ??= endAll(code));
}

async function endAll(code) {
  const running = [playground, bot].filter((one) => one && !one.isOver());
  for (const { child } of running) process.kill(-child.pid, 'SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  process.exit(code);
}

/** Prints the output of the process. Resolves when a line contains the text. */
function waitForOutput({ child }, text) {
  return new Promise((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      process.stdout.write(`${line}\n`);
      if (line.includes(text)) resolve();
    });
  });
}

/** Returns a port that the system has assigned and that is free again. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
