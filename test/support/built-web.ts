import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadWebFiles, type WebFiles } from '../../src/http/web-files';

/** What the browser gets, built from the sources as they are now. */
export async function buildWebFiles(): Promise<WebFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'web-'));
  try {
    await promisify(execFile)(process.execPath, [resolve('src/web/build.mjs'), folder]);
    return loadWebFiles(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
