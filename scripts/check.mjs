import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/**
 * Runs all `check:…` scripts of package.json, two at a time, in the order of the file, where the slowest comes first. Prints the output of
 * each script when it ends. Exit code 1: at least one failed.
 */
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));
const CONCURRENCY = 2;

await Promise.all(Array.from({ length: CONCURRENCY }, runNext));

async function runNext() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(...next);
}

async function run(name, command) {
  const start = process.hrtime.bigint();
  const check = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(check.stdout), once(check, 'exit')]);
  const seconds = Number((process.hrtime.bigint() - start) / 100_000_000n) / 10;
  process.stdout.write(`${code === 0 ? '✔' : '✘'} ${name} (${seconds.toFixed(1)} s)\n${output}`);
  if (code !== 0) process.exitCode = 1;
}
