import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/**
 * Runs all `check:…` scripts of package.json, the first two at once and then one whenever another ends: the longest stands first. What each
 * one prints is shown in one piece when it has ended. Exit code 1 when any of them fails.
 */
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));
const AT_A_TIME = 2;

await Promise.all(Array.from({ length: AT_A_TIME }, runNext));

async function runNext() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(...next);
}

async function run(name, command) {
  const begun = process.hrtime.bigint();
  const check = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [code]] = await Promise.all([text(check.stdout), once(check, 'exit')]);
  const seconds = Number((process.hrtime.bigint() - begun) / 100_000_000n) / 10;
  process.stdout.write(`${code === 0 ? '✔' : '✘'} ${name} (${seconds.toFixed(1)} s)\n${printed}`);
  if (code !== 0) process.exitCode = 1;
}
