import { startCountingProxy } from '../support/network/counting-proxy';
import { startRedis } from '../support/redis/redis-server';
import { codeInText } from '../support/http/running-service';
import type { Connector } from './connector';
import { redisSettings, startBot } from './servers';
import { claimMessages, openTalk, type Message } from './talk';

/** Goal for the round trips of a turn that involves no one-time code. */
const GOAL = 3;

interface TurnCount {
  readonly text: string;
  readonly roundTrips: number;
}

/** Counts the round trips to Redis for each turn of a single conversation, up to the start of a recovery. */
export async function reportRoundTrips(connector: Connector): Promise<string> {
  const redis = await startRedis();
  const proxy = await startCountingProxy(redis.port);
  const bot = await startBot(redisSettings(`redis://127.0.0.1:${proxy.port}`));
  const client = openTalk(bot.url, connector);
  const count = async (conversation: string, message: Message): Promise<TurnCount> => {
    proxy.takeCount();
    await client.say(conversation, message);
    return { text: message.text, roundTrips: proxy.takeCount() };
  };
  const countAll = async (conversation: string, messages: readonly Message[]) => {
    const counted: TurnCount[] = [];
    for (const message of messages) counted.push(await count(conversation, message));
    return counted;
  };

  try {
    // Runs every script once: Redis does not know its hash the first time, which costs a second round trip.
    await countAll('round-trips-first', claimMessages);
    // Workers poll Redis for jobs meanwhile, so the minimum of several runs is that of the turn.
    const all: TurnCount[][] = [];
    for (let n = 0; n < 5; n++) all.push(await countAll(`round-trips-${n}`, claimMessages));
    const claim = claimMessages.map(({ text }, turn) => ({
      text,
      roundTrips: Math.min(...all.map((counted) => counted[turn]?.roundTrips ?? Infinity)),
    }));
    await countAll('round-trips-code', claimMessages.slice(0, 4));
    const begun = await count('round-trips-code', { text: 'sí', replies: 1 });
    const verified = await count('round-trips-code', { text: await newestCode(bot.url), replies: 1 });
    return report(claim, [begun, { ...verified, text: 'the code' }]);
  } finally {
    client.end();
    await bot.kill();
    await proxy.close();
    await redis.stop();
  }
}

function report(claim: readonly TurnCount[], withCodes: readonly TurnCount[]): string {
  const most = Math.max(...claim.map(({ roundTrips }) => roundTrips));
  const list = (counted: readonly TurnCount[]) =>
    counted.map(({ text, roundTrips }) => `${text}: ${roundTrips}`).join(' · ');
  return [
    `Round trips to Redis: at most ${most} in a turn that touches no code (goal: ${GOAL} or fewer)`,
    `  ${list(claim)}`,
    `With the mail job that the turn waits for:`,
    `  ${list(withCodes)}`,
  ].join('\n');
}

async function newestCode(url: string): Promise<string> {
  const [mail] = (await (await fetch(`${url}/buzon/messages`)).json()) as readonly { readonly text: string }[];
  return codeInText(mail?.text ?? '');
}
