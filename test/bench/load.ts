import type { Line } from './conversation';
import type { ServerProcess } from './server-process';
import { median, percentile } from './statistics';
import type { Walk } from './walks';

export interface Load {
  readonly line: Line;
  readonly walk: Walk;
  /** At a time. */
  readonly conversations: number;
  readonly seconds: number;
}

export interface Measurement {
  readonly turnsPerSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  /** ms of the server's CPU, all its threads together. */
  readonly cpuPerTurn: number;
}

/** Long enough for the compiler to have seen every hot function (s). */
const WARM_UP = 4;

export async function warmUp(load: Load): Promise<void> {
  await walkFor({ ...load, seconds: WARM_UP });
}

/** Walks conversation after conversation, so many at a time. */
export async function measure(server: ServerProcess, load: Load): Promise<Measurement> {
  const cpuBefore = server.cpu();
  const begun = performance.now();
  const took = await walkFor(load);
  const seconds = (performance.now() - begun) / 1_000;

  return {
    turnsPerSecond: took.length / seconds,
    p50: median(took),
    p99: percentile(took, 99),
    cpuPerTurn: (server.cpu() - cpuBefore) / took.length,
  };
}

let conversations = 0;

/** @returns how long each turn took (ms) */
async function walkFor({ line, walk, conversations: atATime, seconds }: Load): Promise<number[]> {
  const deadline = performance.now() + seconds * 1_000;
  const took: number[] = [];

  const walkOn = async () => {
    while (performance.now() < deadline) {
      conversations += 1;
      const conversation = `conversation-${conversations}`;
      for (const saying of walk) {
        if (performance.now() >= deadline) return;
        took.push(await line.say(conversation, saying));
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, walkOn));
  return took;
}
