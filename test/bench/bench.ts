import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { findTool, type SystemTool } from '../support/jest/required-tools';
import { reportChatPage } from './chat-page';
import { startConnector, type Connector } from './connector';
import { reportHeap } from './heap';
import { reportRoundTrips } from './round-trips';
import { reportSpeed } from './speed';

const { values: counts } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    visits: { type: 'string', default: '5' },
    recoveries: { type: 'string', default: '5000' },
  },
});

void bench();

/** Prints each part of the report, unless its count is 0 or its tool is missing. */
async function bench(): Promise<void> {
  const [rounds, visits, recoveries] = [Number(counts.rounds), Number(counts.visits), Number(counts.recoveries)];
  print(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  const connector = await startConnector();
  if (rounds > 0) await reportTurns(rounds, connector);
  if (visits > 0 && has('chromium')) print(await reportChatPage(visits));
  if (recoveries > 0) print(await reportHeap(recoveries, connector));
  await connector.close();
}

async function reportTurns(rounds: number, connector: Connector): Promise<void> {
  const withRedis = has('redis-server');
  print(await reportSpeed({ rounds, connector, withRedis }));
  if (withRedis) print(await reportRoundTrips(connector));
}

function has(tool: SystemTool): boolean {
  const isThere = findTool(tool) !== undefined;
  if (!isThere) print(`The parts that need ${tool} are skipped: it is missing`);
  return isThere;
}

function print(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
