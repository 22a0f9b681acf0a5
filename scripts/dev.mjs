import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';

/** The service in local mode, restarted after each change of its sources: `npm run dev`. Types are left to the editor and to `npm run check`. */
const FOLDERS = ['src', 'dialogs', 'locales'];
/** Editors write a file in several steps (ms). */
const SETTLE = 50;

const changed = new Set(['src/mail/', 'src/web/']);
let server;
/** Has loaded its libraries and waits to become the server. */
let standby = standBy();
let isFirst = true;
let isBusy = false;

for (const folder of FOLDERS)
  watch(folder, { recursive: true }, (_event, name) => {
    // The mails' build writes that one.
    if (name !== null && name !== 'mail/compiled.ts') void restart(`${folder}/${name}`);
  });
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    server?.kill('SIGKILL');
    standby.kill('SIGKILL');
    process.exit();
  });
await restart();

/** Builds what changed and starts the service anew; changes that come meanwhile are next. */
async function restart(path) {
  if (path !== undefined) changed.add(path);
  if (isBusy) return;
  isBusy = true;
  await delay(SETTLE);
  while (changed.size > 0) {
    const paths = [...changed];
    changed.clear();
    const begun = performance.now();
    if ((await compile(paths)) && (await start()))
      process.stdout.write(`Ready after ${((performance.now() - begun) / 1_000).toFixed(1)} s\n`);
  }
  isBusy = false;
}

/** Whether everything compiles; what does not is told by its tool. */
async function compile(paths) {
  const touches = (pattern) => paths.some((path) => pattern.test(path));
  try {
    if (touches(/^src\/mail\/(?!.*\.ts$)/)) await run('src/mail/build.mjs');
    // The web build also copies what the server reads besides its code.
    const web = touches(/^(src\/web|locales)\/|\.(lua|sql)$/) ? run('src/web/build.mjs') : undefined;
    await Promise.all([web, compileServer()]);
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** Every file by itself, to where `npm run build` puts it: with esbuild all of them take a fraction of a second. */
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

function standBy() {
  return fork('scripts/dev-server.cjs', { execArgv: ['--enable-source-maps'], silent: true });
}

/** Whether the service came up. Nothing of the old one is worth keeping: everything is in memory. */
async function start() {
  if (server?.exitCode === null && server.kill('SIGKILL')) await once(server, 'exit');
  server = standby;
  server.stderr.pipe(process.stderr);
  const exited = once(server, 'exit');
  const ready = new Promise((resolve) => {
    createInterface(server.stdout).on('line', (line) => {
      const isLog = line.startsWith('{');
      // Addresses and demo employers are the same every time.
      if (isLog || isFirst) process.stdout.write(`${line}\n`);
      if (!isLog) resolve(true);
    });
  });
  server.send('start');
  const isUp = await Promise.race([ready, exited.then(() => false)]);
  // The lines of the first start arrive together.
  if (isUp) await delay(SETTLE);
  isFirst &&= !isUp;
  standby = standBy();
  return isUp;
}
