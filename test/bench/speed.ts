import type { Contender, ContenderName } from './contenders';
import { openLine } from './conversation';
import type { Cores } from './cores';
import type { Flags } from './flags';
import { measure, warmUp, type Load, type Measurement } from './load';
import { startServer, type ServerProcess } from './server-process';
import type { StandInConnector } from './stand-in-connector';
import { median } from './statistics';

export interface SpeedRun {
  readonly contenders: readonly Contender[];
  readonly connector: StandInConnector;
  readonly cores: Cores | undefined;
  readonly flags: Flags;
}

/** One measurement of each contender. */
export type Round = ReadonlyMap<ContenderName, Measurement>;

/**
 * All servers stand ready and warm; then each is measured for a moment, one after the other, and again: what else the machine does
 * hits each of them alike.
 */
export async function measureRounds(run: SpeedRun): Promise<readonly Round[]> {
  const ready: Ready[] = [];
  try {
    for (const contender of run.contenders) ready.push(await getReady(run, contender));
    const rounds: Round[] = [];
    for (let round = 1; round <= run.flags.rounds; round += 1) rounds.push(await measureRound(ready));
    return rounds;
  } finally {
    for (const { load, server } of ready) {
      load.line.hangUp();
      await server.stop();
    }
  }
}

interface Ready {
  readonly name: ContenderName;
  readonly server: ServerProcess;
  readonly load: Load;
}

async function getReady({ connector, cores, flags }: SpeedRun, { name, program, walk }: Contender): Promise<Ready> {
  const server = await startServer(program, cores);
  const line = openLine(server.port, connector);
  const load = { line, walk, conversations: flags.conversations, seconds: flags.seconds };
  await warmUp(load);
  return { name, server, load };
}

async function measureRound(ready: readonly Ready[]): Promise<Round> {
  const round = new Map<ContenderName, Measurement>();
  for (const { load, name, server } of ready) round.set(name, await measure(server, load));
  return round;
}

/** The median of each figure over the rounds. */
export function summarise(rounds: readonly Round[], name: ContenderName): Measurement {
  const of = (figure: keyof Measurement) => median(rounds.map((round) => round.get(name)?.[figure] ?? Number.NaN));
  return { turnsPerSecond: of('turnsPerSecond'), p50: of('p50'), p99: of('p99'), cpuPerTurn: of('cpuPerTurn') };
}

/** How many turns `name` does while `other` does one: the median of the rounds' own ratios, each under the same weather. */
export const ratio = (rounds: readonly Round[], name: ContenderName, other: ContenderName): number =>
  median(
    rounds.map(
      (round) => (round.get(name)?.turnsPerSecond ?? Number.NaN) / (round.get(other)?.turnsPerSecond ?? Number.NaN),
    ),
  );
