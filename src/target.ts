import { createInterface } from 'node:readline';
import { createPostgresAuthorisedPersons } from './adapters/postgres/authorised-persons';
import { createPool } from './adapters/postgres/pool';
import { connectRedis } from './adapters/redis/client';
import { createRedisRecoveryStore } from './adapters/redis/recovery-store';
import { systemClock as clock } from './adapters/system/clock';
import { createKeyRing } from './adapters/system/key-ring';
import { askHours, askTarget, type Ask, type AskedTarget } from './ask-target';
import { openAudit } from './audit';
import { readCommandConfig, type Config } from './config';
import type { Claim } from './domain/claim';
import { dayAndTime } from './domain/time';
import { createLog } from './log';
import { pauseTarget, resumeTarget, type TargetPorts } from './recovery/pause-target';
import { nameOf } from './recovery/charges';
import { policy } from './recovery/policy';

void main(process.argv[2]);

/**
 * What the operator does who takes the call of somebody who says that it was not them: `pause` holds the target back, `resume` lets it go.
 * It asks for the numbers: on a command line they would stand in lists of processes and in the shell's history.
 */
async function main(command: string | undefined): Promise<void> {
  try {
    if (command !== 'pause' && command !== 'resume') throw new Error('Say pause or resume.');
    const config = readCommandConfig(['REDIS_URL', 'SECRET_KEYS']);
    const ask = askOnStandardInput();
    const target = await askTarget(ask, config.foreignerPattern);
    const ms = command === 'pause' ? await askHours(ask) : 0;
    const claims = await claimsOf(config, target);
    say(await withPorts(config, (ports) => (command === 'pause' ? pause(ports, claims, ms) : resume(ports, claims))));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'It failed.'}\n`);
    process.exitCode = 1;
  }
}

async function pause(ports: TargetPorts, claims: readonly Claim[], ms: number): Promise<string> {
  const ends = await Promise.all(claims.map((claim) => pauseTarget(ports, claim, ms)));
  const [first] = ends.sort((one, other) => one - other);
  return first === undefined
    ? 'Nobody is registered for this employer: nothing was paused.'
    : `Paused until ${dayAndTime(first)}, Ecuador time, for ${ends.length} of those who may act for it.`;
}

async function resume(ports: TargetPorts, claims: readonly Claim[]): Promise<string> {
  const outcomes = await Promise.all(claims.map((claim) => resumeTarget(ports, claim)));
  const resumed = outcomes.filter((outcome) => outcome === 'resumed');
  return resumed.length > 0 ? `Let go for ${resumed.length}.` : 'It was not paused.';
}

/** The one who was named, or everybody who may act for the employer. */
async function claimsOf({ databaseUrl }: Config, { branch, document, ruc }: AskedTarget): Promise<readonly Claim[]> {
  if (databaseUrl === undefined) {
    if (document === undefined)
      throw new Error('Without DATABASE_URL nobody knows who may act for an employer: an ID is needed.');
    return [{ document, ruc, branch }];
  }
  const pool = createPool(databaseUrl.expose());
  try {
    const persons = await createPostgresAuthorisedPersons(pool).of(ruc, branch);
    if (document === undefined) return persons.map((person) => ({ document: person, ruc, branch }));
    const isKnown = persons.some((person) => nameOf(person) === nameOf(document));
    if (!isKnown) process.stderr.write('These numbers are not registered together: are they right?\n');
    return [{ document, ruc, branch }];
  } finally {
    await pool.end();
  }
}

async function withPorts<T>(config: Config, work: (ports: TargetPorts) => Promise<T>): Promise<T> {
  const keyRing = createKeyRing(config.secretKeys);
  const redis = await connectRedis(config.redisUrl?.expose() ?? '', () => undefined);
  // Standard output is for the answer alone.
  const audit = openAudit(config, createLog(config.logLevel, process.stderr), { clock, keyRing });
  try {
    const store = createRedisRecoveryStore({ redis, keyRing, rules: policy.recovery });
    return await work({ audit: audit.trail, keyRing, store });
  } finally {
    await audit.close();
    redis.disconnect();
  }
}

/** Questions go to standard error, so that answers may come from anywhere. */
function askOnStandardInput(): Ask {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  return async (question) => {
    process.stderr.write(`${question} `);
    const { done, value } = (await lines.next()) as IteratorResult<string, undefined>;
    if (done) throw new Error('The answers ended too soon.');
    return value.trim();
  };
}

const say = (answer: string): void => {
  process.stdout.write(`${answer}\n`);
};
