import { startCountingProxy } from '../support/network/counting-proxy';
import { startRedis } from '../support/redis/redis-server';
import { codeInText } from '../support/http/running-service';
import type { Connector } from './connector';
import { redisSettings, startBot } from './servers';
import { claimMessages, openTalk, type Message } from './talk';

/** A turn that touches no code needs no more than this. */
const GOAL = 3;

interface Counted {
  readonly text: string;
  readonly trips: number;
}

/** One conversation's round trips to Redis turn by turn, counted on the wire with nothing else going on, and on into a recovery. */
export async function reportRoundTrips(connector: Connector): Promise<string> {
  const redis = await startRedis();
  const proxy = await startCountingProxy(redis.port);
  const bot = await startBot(redisSettings(`redis://127.0.0.1:${proxy.port}`));
  const talk = openTalk(bot.url, connector);
  const count = async (conversation: string, message: Message): Promise<Counted> => {
    proxy.takeCount();
    await talk.say(conversation, message);
    return { text: message.text, trips: proxy.takeCount() };
  };
  const countAll = async (conversation: string, messages: readonly Message[]) => {
    const counted: Counted[] = [];
    for (const message of messages) counted.push(await count(conversation, message));
    return counted;
  };

  try {
    // The first time a script runs, its text is sent after its hash was not known.
    await countAll('round-trips-first', claimMessages);
    // Workers ask Redis for jobs all the while: the least of several is the turn's own.
    const all: Counted[][] = [];
    for (let n = 0; n < 5; n++) all.push(await countAll(`round-trips-${n}`, claimMessages));
    const claim = claimMessages.map(({ text }, turn) => ({
      text,
      trips: Math.min(...all.map((counted) => counted[turn]?.trips ?? Infinity)),
    }));
    await countAll('round-trips-code', claimMessages.slice(0, 4));
    const begun = await count('round-trips-code', { text: 'sí', replies: 1 });
    const verified = await count('round-trips-code', { text: await newestCode(bot.url), replies: 1 });
    return report(claim, [begun, { ...verified, text: 'the code' }]);
  } finally {
    talk.end();
    await bot.kill();
    await proxy.close();
    await redis.stop();
  }
}

function report(claim: readonly Counted[], withCodes: readonly Counted[]): string {
  const most = Math.max(...claim.map(({ trips }) => trips));
  const list = (counted: readonly Counted[]) => counted.map(({ text, trips }) => `${text}: ${trips}`).join(' · ');
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
