import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';

/** Runs the service in local mode and restarts it after each change of its sources: `npm run dev`. Does not check types. */
const FOLDERS = ['src', 'dialogs', 'locales'];
/** Wait (ms) after a change, because editors write a file in several steps. */
const SETTLE_MS = 50;

const changed = new Set(['src/mail/', 'src/web/', 'src/understanding/']);
let server;
/** A process that has loaded the libraries and becomes the next server. */
let standby = forkStandby();
let isFirst = true;
let isBusy = false;

for (const folder of FOLDERS)
  watch(folder, { recursive: true }, (_event, name) => {
    // Ignores the files that `src/mail/build.mjs` and the tests write.
    if (name !== null && !/^(mail\/compiled\.ts|understanding\/weights\.bin.*)$/.test(name))
      void restart(`${folder}/${name}`);
  });
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    server?.kill('SIGKILL');
    standby.kill('SIGKILL');
    process.exit();
  });
await restart();

/** Builds what changed and restarts the service. Changes that arrive during a build are built next. */
async function restart(path) {
  if (path !== undefined) changed.add(path);
  if (isBusy) return;
  isBusy = true;
  await delay(SETTLE_MS);
  while (changed.size > 0) {
    const paths = [...changed];
    changed.clear();
    const began = performance.now();
    if ((await compile(paths)) && (await start()))
      process.stdout.write(`Ready after ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
  }
  isBusy = false;
}

/** Returns whether everything compiles. The tools print the errors. */
async function compile(paths) {
  const touches = (pattern) => paths.some((path) => pattern.test(path));
  try {
    if (touches(/^src\/mail\/(?!.*\.ts$)/)) await run('src/mail/build.mjs');
    // The web build also copies the locales, Lua scripts and migrations that the server reads.
    const web = touches(/^(src\/web|locales)\/|\.(lua|sql)$/) ? run('src/web/build.mjs') : undefined;
    const weights = touches(/^(src\/understanding|locales\/(intents|understanding))\//)
      ? run('src/understanding/build.mjs')
      : undefined;
    await Promise.all([web, weights, compileServer()]);
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** Compiles each file of the server by itself, without types, to the place where `npm run build` puts it. */
async function compileServer() {
  const files = await Promise.all(
    FOLDERS.map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => `${folder}/${name}`)),
  );
  const entryPoints = files.flat().filter((path) => /\.(ts|json)$/.test(path) && !/^src\/web\/|tsconfig/.test(path));
  const loader = { '.json': 'copy' };
  await build({ entryPoints, loader, outdir: 'dist', outbase: '.', format: 'cjs', platform: 'node', sourcemap: true });
}

async function run(script) {
  const [code] = await once(spawn(process.execPath, [script], { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${script} failed`);
}

function forkStandby() {
  return fork('scripts/dev-server.cjs', { execArgv: ['--enable-source-maps'], silent: true });
}

/** Replaces the server, and returns whether the new one started. The old one is killed, because it stores nothing outside of its memory. */
async function start() {
  if (server?.exitCode === null && server.kill('SIGKILL')) await once(server, 'exit');
  server = standby;
  server.stderr.pipe(process.stderr);
  const exited = once(server, 'exit');
  const ready = new Promise((resolve) => {
    createInterface(server.stdout).on('line', (line) => {
      const isLog = line.startsWith('{');
      // Prints the addresses and demo employers once, because they do not change.
      if (isLog || isFirst) process.stdout.write(`${line}\n`);
      if (!isLog) resolve(true);
    });
  });
  server.send('start');
  const isUp = await Promise.race([ready, exited.then(() => false)]);
  // Waits until all lines of the first start are printed.
  if (isUp) await delay(SETTLE_MS);
  isFirst &&= !isUp;
  standby = forkStandby();
  return isUp;
}
