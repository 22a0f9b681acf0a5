import { startRedis } from '../support/redis/redis-server';
import type { ServiceProcess } from '../support/processes/service-process';
import type { Connector } from './connector';
import { cpuOf, redisSettings, startBot } from './servers';
import { median, percentile } from './statistics';
import { claimMessages, openTalk, type Message, type Talk } from './talk';

/** Runs the waterfall and its three prompts twice, which takes as many turns as the claim. */
const stockMessages: readonly Message[] = [1, 2].flatMap(() =>
  ['hola', '1710034065', '1799999915001', '0001'].map((text) => ({ text, replies: 1 })),
);

/** Number of simultaneous conversations. */
const CONCURRENCY = 16;
/** Duration (s) of the warm-up, which is enough for the compiler to optimize every hot function. */
const WARM_UP = 4;

interface Contender {
  readonly title: string;
  readonly bot: ServiceProcess;
  readonly talk: Talk;
  readonly messages: readonly Message[];
  readonly rounds: Round[];
}

/** The results of one second of load. */
interface Round {
  readonly turnsPerSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the server (ms). */
  readonly cpuPerTurn: number;
}

export interface SpeedOptions {
  readonly rounds: number;
  readonly connector: Connector;
  readonly withRedis: boolean;
}

/**
 * Compares this bot with a stock one. All run and are warmed up. Then they are measured in turn for a second each, several times, so that
 * other load of the machine affects them equally.
 */
export async function reportSpeed({ connector, rounds, withRedis }: SpeedOptions): Promise<string> {
  const redis = withRedis ? await startRedis() : undefined;
  const contenders: Contender[] = [];
  const addContender = async (title: string, bot: ServiceProcess, messages: readonly Message[]) => {
    const contender = { title, bot, messages, talk: openTalk(bot.url, connector), rounds: [] };
    contenders.push(contender);
    await talkFor(WARM_UP, contender);
  };
  try {
    await addContender(
      'stock three-prompt waterfall',
      await startBot({}, 'dist/test/bench/stock-bot.js'),
      stockMessages,
    );
    await addContender('this bot, memory', await startBot(), claimMessages);
    if (redis) await addContender('this bot, Redis', await startBot(redisSettings(redis.url)), claimMessages);
    for (let round = 0; round < rounds; round += 1)
      for (const contender of contenders) contender.rounds.push(await measure(contender));
    return report(contenders);
  } finally {
    for (const { bot, talk } of contenders) {
      talk.end();
      await bot.kill();
    }
    await redis?.stop();
  }
}

async function measure(contender: Contender): Promise<Round> {
  const cpuBefore = cpuOf(contender.bot);
  const start = performance.now();
  const durations = await talkFor(1, contender);
  return {
    turnsPerSecond: (1_000 * durations.length) / (performance.now() - start),
    p50: median(durations),
    p99: percentile(durations, 99),
    cpuPerTurn: (cpuOf(contender.bot) - cpuBefore) / durations.length,
  };
}

let conversations = 0;

/** Runs conversations in succession, `CONCURRENCY` at a time. @returns the duration (ms) of each turn */
async function talkFor(seconds: number, { messages, talk }: Contender): Promise<number[]> {
  const deadline = performance.now() + 1_000 * seconds;
  const durations: number[] = [];
  const runConversations = async () => {
    while (performance.now() < deadline) {
      const conversation = `conversation-${++conversations}`;
      for (const message of messages)
        if (performance.now() < deadline) durations.push(await talk.say(conversation, message));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, runConversations));
  return durations;
}

function report(contenders: readonly Contender[]): string {
  const rows = contenders.map(({ rounds, title }) => {
    const of = (figure: keyof Round) => median(rounds.map((round) => round[figure]));
    return [
      title.padEnd(30),
      `${of('turnsPerSecond').toFixed(0).padStart(5)} turns/s`,
      `p50 ${of('p50').toFixed(1).padStart(5)} ms`,
      `p99 ${of('p99').toFixed(1).padStart(5)} ms`,
      `CPU ${of('cpuPerTurn').toFixed(2)} ms/turn`,
    ].join('  ');
  });
  const head = `${CONCURRENCY} conversations at a time, medians of ${String(contenders[0]?.rounds.length)} rounds of 1 s`;
  return [head, ...rows].join('\n');
}
