import { get } from 'node:http';
import { ourService, redisEnvironment } from './contenders';
import { openLine } from './conversation';
import { startCountingProxy } from './counting-proxy';
import { startServer } from './server-process';
import type { StandInConnector } from './stand-in-connector';
import { claimWalk, type Saying } from './walks';

/** A turn that touches no code needs no more than this. */
const GOAL = 3;

interface Counted {
  readonly text: string;
  readonly trips: number;
}

/** Counts one conversation's round trips to Redis turn by turn, with nothing else going on, and on into a recovery. */
export async function roundTripReport(redisPort: number, connector: StandInConnector): Promise<string> {
  const proxy = await startCountingProxy(redisPort);
  const environment = redisEnvironment(`redis://127.0.0.1:${proxy.port}`);
  const server = await startServer({ script: ourService, environment }, undefined);
  const line = openLine(server.port, connector);
  const count = async (conversation: string, saying: Saying): Promise<Counted> => {
    proxy.count();
    await line.say(conversation, saying);
    return { text: saying.text, trips: proxy.count() };
  };
  const walk = async (conversation: string, sayings: readonly Saying[]) => {
    const counted: Counted[] = [];
    for (const saying of sayings) counted.push(await count(conversation, saying));
    return counted;
  };

  try {
    // The first time a script runs, its text is sent after its hash was not known.
    await walk('round-trips-first', claimWalk);
    // Workers ask Redis for jobs all the while: the least of several is the turn's own.
    const walks: Counted[][] = [];
    for (let round = 0; round < 5; round++) walks.push(await walk(`round-trips-${round}`, claimWalk));
    const claim = claimWalk.map(({ text }, turn) => ({
      text,
      trips: Math.min(...walks.map((counted) => counted[turn]?.trips ?? Infinity)),
    }));
    await walk('round-trips-code', claimWalk.slice(0, 4));
    const begun = await count('round-trips-code', { text: 'sí', replies: 1 });
    const verified = await count('round-trips-code', { text: await newestCode(server.port), replies: 1 });
    return report(claim, [begun, { ...verified, text: 'the code' }]);
  } finally {
    line.hangUp();
    await server.stop();
    await proxy.close();
  }
}

function report(claim: readonly Counted[], withCodes: readonly Counted[]): string {
  const most = Math.max(...claim.map(({ trips }) => trips));
  const list = (counted: readonly Counted[]) => counted.map(({ text, trips }) => `${text}: ${trips}`).join(' · ');
  return [
    `At most ${most} in a turn that touches no code (goal: ${GOAL} or fewer, ${most <= GOAL ? 'reached' : 'missed'})`,
    `  ${list(claim)}`,
    `With the mail job that the turn waits for:`,
    `  ${list(withCodes)}`,
  ].join('\n');
}

async function newestCode(port: number): Promise<string> {
  const mails = (await readJson(port, '/buzon/messages')) as readonly { readonly text: string }[];
  const code = /\b\d{3} \d{3}\b/.exec(mails[0]?.text ?? '')?.[0];
  if (code === undefined) throw new Error('no code was mailed');
  return code;
}

const readJson = (port: number, path: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    get({ port, path, host: '127.0.0.1', agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve(JSON.parse(body));
      });
    }).on('error', reject);
  });
