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

/** Builds the product as `npm start` does, unless it is up to date. A run of Jest builds it once for all test files. */
export async function buildProduct(): Promise<void> {
  if (hasEnvironment()) await askEnvironment({ name: 'product' });
  else await buildProductHere();
}

/** Builds in this process under a lock, because a second build into the folder would let a starting service read half a file. */
export async function buildProductHere(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  while (!(await acquireLock())) await delay(200);
  try {
    const newest = await newestChange(SOURCES);
    if ((await modifiedAt(STAMP)) > newest) return;
    await promisify(execFile)('npm', ['run', 'build']);
    await writeFile(STAMP, '');
  } finally {
    await rm(LOCK, { force: true });
  }
}

async function acquireLock(): Promise<boolean> {
  try {
    const lock = await open(LOCK, 'wx');
    await lock.writeFile(String(process.pid));
    await lock.close();
    return true;
  } catch {
    await removeStaleLock();
    return false;
  }
}

async function removeStaleLock(): Promise<void> {
  const pid = Number(await readFile(LOCK, 'utf8').catch(() => ''));
  if (pid === 0) return;
  try {
    process.kill(pid, 0);
  } catch {
    await rm(LOCK, { force: true });
  }
}

async function newestChange(paths: readonly string[]): Promise<number> {
  let newest = 0;
  for (const path of paths) {
    newest = Math.max(newest, await modifiedAt(path));
    const inside = await readdir(path, { recursive: true }).catch(() => []);
    for (const name of inside) newest = Math.max(newest, await modifiedAt(join(path, name)));
  }
  return newest;
}

const modifiedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
