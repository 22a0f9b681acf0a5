import { startRedis } from '../support/redis/redis-server';
import type { ServiceProcess } from '../support/processes/service-process';
import type { Connector } from './connector';
import { cpuOf, redisSettings, startBot } from './servers';
import { median, percentile } from './statistics';
import { claimMessages, openTalk, type Message, type Talk } from './talk';

/** Starts the waterfall and answers its three prompts, twice: as many turns as the claim has. */
const stockMessages: readonly Message[] = [1, 2].flatMap(() =>
  ['hola', '1710034065', '1799999915001', '0001'].map((text) => ({ text, replies: 1 })),
);

/** Conversations at a time. */
const AT_A_TIME = 16;
/** Long enough for the compiler to have seen every hot function (s). */
const WARM_UP = 4;

interface Contender {
  readonly title: string;
  readonly bot: ServiceProcess;
  readonly talk: Talk;
  readonly messages: readonly Message[];
  readonly rounds: Round[];
}

/** What one second of load came to. */
interface Round {
  readonly turnsPerSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  /** ms of the server's CPU. */
  readonly cpuPerTurn: number;
}

export interface SpeedOptions {
  readonly rounds: number;
  readonly connector: Connector;
  readonly withRedis: boolean;
}

/**
 * This bot beside a stock one. All stand ready and warm; then each is measured for a second, one after the other, and again: what else
 * the machine does affects all of them alike.
 */
export async function reportSpeed({ connector, rounds, withRedis }: SpeedOptions): Promise<string> {
  const redis = withRedis ? await startRedis() : undefined;
  const contenders: Contender[] = [];
  const enter = async (title: string, bot: ServiceProcess, messages: readonly Message[]) => {
    const contender = { title, bot, messages, talk: openTalk(bot.url, connector), rounds: [] };
    contenders.push(contender);
    await talkFor(WARM_UP, contender);
  };
  try {
    await enter('stock three-prompt waterfall', await startBot({}, 'dist/test/bench/stock-bot.js'), stockMessages);
    await enter('this bot, memory', await startBot(), claimMessages);
    if (redis) await enter('this bot, Redis', await startBot(redisSettings(redis.url)), claimMessages);
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
  const begun = performance.now();
  const took = await talkFor(1, contender);
  return {
    turnsPerSecond: (1_000 * took.length) / (performance.now() - begun),
    p50: median(took),
    p99: percentile(took, 99),
    cpuPerTurn: (cpuOf(contender.bot) - cpuBefore) / took.length,
  };
}

let conversations = 0;

/** Conversation after conversation, so many at a time. @returns how long each turn took (ms) */
async function talkFor(seconds: number, { messages, talk }: Contender): Promise<number[]> {
  const deadline = performance.now() + 1_000 * seconds;
  const took: number[] = [];
  const goOn = async () => {
    while (performance.now() < deadline) {
      const conversation = `conversation-${++conversations}`;
      for (const message of messages)
        if (performance.now() < deadline) took.push(await talk.say(conversation, message));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, goOn));
  return took;
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
  const head = `${AT_A_TIME} conversations at a time, medians of ${String(contenders[0]?.rounds.length)} rounds of 1 s`;
  return [head, ...rows].join('\n');
}
