import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { startRedis } from '../support/redis-server';
import { findTool } from '../support/tools';
import { contenders } from './contenders';
import { divideCores, type Cores } from './cores';
import { readFlags, type Flags } from './flags';
import { roundTripReport } from './round-trips';
import { measureRounds } from './speed';
import { speedReport } from './speed-report';
import { startConnector } from './stand-in-connector';
import { widgetReport } from './widget';

void bench(readFlags(process.argv.slice(2)));

async function bench(flags: Flags): Promise<void> {
  const cores = divideCores();
  print(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
  print(
    cores ? `Server on core ${cores.server}, load and Redis on ${cores.load}` : 'Server and load share their cores',
  );
  if (flags.rounds > 0) await measureSpeed(flags, cores);
  if (flags.visits > 0) await measureWidget(flags.visits, cores);
  if (flags.recoveries > 0) measureHeap(flags.recoveries);
}

async function measureWidget(visits: number, cores: Cores | undefined): Promise<void> {
  print(`\nThe chat on the website, opened in ${visits} new browsers; medians\n`);
  const isMissing = findTool('chromium') === undefined;
  print(isMissing ? 'Left out: chromium is missing' : await widgetReport(visits, cores));
}

async function measureSpeed(flags: Flags, cores: Cores | undefined): Promise<void> {
  const redis = findTool('redis-server') === undefined ? undefined : await startRedis();
  const connector = await startConnector();
  try {
    print(
      `\n${flags.rounds} rounds of ${flags.seconds} s each, ${flags.conversations} conversations at a time; medians\n`,
    );
    const measured = contenders(redis?.url);
    print(speedReport(await measureRounds({ contenders: measured, connector, cores, flags }), measured));

    print('\nRound trips to Redis, counted on the wire, one conversation and no other');
    print(redis ? await roundTripReport(redis.port, connector) : 'Left out, and e with it: redis-server is missing');
  } finally {
    await connector.close();
    await redis?.stop();
  }
}

/** In a process of its own: the heap is to hold the service and nothing of the bench. */
function measureHeap(recoveries: number): void {
  const script = resolve('dist/test/bench/recoveries.js');
  execFileSync(process.execPath, ['--expose-gc', script, String(recoveries)], { stdio: 'inherit' });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
