import { execFile } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { askEnvironment, hasEnvironment } from '../environment/client';

const FOLDER = 'dist';
const LOCK = join(FOLDER, '.building');
const STAMP = join(FOLDER, '.built');
const SOURCES = ['src', 'dialogs', 'locales', 'package.json', 'tsconfig.json'];

/** Builds the product as `npm start` does, unless it is built from these very sources; in a run of Jest once for all test files. */
export async function buildProduct(): Promise<void> {
  if (hasEnvironment()) await askEnvironment({ name: 'product' });
  else await buildProductHere();
}

/** Of several processes that want the product at once, one builds: two builds into one folder would show a starting service half a file. */
export async function buildProductHere(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  while (!(await takeLock())) await delay(200);
  try {
    const newest = await newestOf(SOURCES);
    if ((await timeOf(STAMP)) > newest) return;
    await promisify(execFile)('npm', ['run', 'build']);
    await writeFile(STAMP, '');
  } finally {
    await rm(LOCK, { force: true });
  }
}

async function takeLock(): Promise<boolean> {
  try {
    const lock = await open(LOCK, 'wx');
    await lock.writeFile(String(process.pid));
    await lock.close();
    return true;
  } catch {
    await breakLockOfTheDead();
    return false;
  }
}

async function breakLockOfTheDead(): Promise<void> {
  const pid = Number(await readFile(LOCK, 'utf8').catch(() => ''));
  if (pid === 0) return;
  try {
    process.kill(pid, 0);
  } catch {
    await rm(LOCK, { force: true });
  }
}

async function newestOf(paths: readonly string[]): Promise<number> {
  let newest = 0;
  for (const path of paths) {
    newest = Math.max(newest, await timeOf(path));
    const inside = await readdir(path, { recursive: true }).catch(() => []);
    for (const name of inside) newest = Math.max(newest, await timeOf(join(path, name)));
  }
  return newest;
}

const timeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
