import { createInterface } from 'node:readline';
import { createPostgresAuthorisedPersons } from '../adapters/postgres/employers/authorised-persons';
import { createPool } from '../adapters/postgres/pool';
import { connectRedis } from '../adapters/redis/client';
import { findAnnouncedKeys } from '../adapters/redis/key-announcement';
import { createRedisRecoveryStore } from '../adapters/redis/recovery/recovery-store';
import { systemClock as clock } from '../adapters/system/clock';
import { createKeyRing } from '../adapters/system/key-ring';
import {
  promptForDuration,
  promptForTarget,
  confirmUnregisteredTarget,
  NOT_REGISTERED_TOGETHER,
  type AskOperator,
  type TargetAnswers,
} from './target-prompts';
import { openAudit } from '../app/audit';
import { readCommandConfig, type Config } from '../config/config';
import type { Claim } from '../domain/claim/claim';
import type { IdentityDocument } from '../domain/claim/identity-document';
import { formatDayAndTime, type Instant } from '../domain/time';
import { createLogger } from '../app/logger';
import { suspendTarget, liftSuspension, type SuspensionPorts } from '../recovery/target/suspension';
import { documentKey } from '../recovery/limits/charges';
import { recoveryRules } from '../policy/recovery';

void main(process.argv[2]);

/**
 * What the operator does who takes the call of somebody who says that it was not them: `pause` holds the target back, `resume` lets it go.
 * It asks for the numbers: on a command line they would stand in lists of processes and in the shell's history.
 */
async function main(command: string | undefined): Promise<void> {
  try {
    if (command !== 'pause' && command !== 'resume') throw new Error('Say pause or resume.');
    const input = openStandardInput();
    try {
      say(await obey(command, input.ask));
    } finally {
      input.close();
    }
  } catch (error) {
    note(error instanceof Error ? error.message : 'It failed.');
    process.exitCode = 1;
  }
}

async function obey(command: 'pause' | 'resume', ask: AskOperator): Promise<string> {
  const config = readCommandConfig(['REDIS_URL', 'SECRET_KEYS']);
  const target = await promptForTarget(ask, config.foreignerPattern);
  switch (command) {
    case 'pause': {
      const ms = await promptForDuration(ask);
      const { claims, standing } = await findClaims(config, target);
      if (standing === 'unknown')
        await confirmUnregisteredTarget(ask, process.stdin.isTTY ? 'terminal' : 'no-terminal');
      return withPorts(config, (ports) => pause(ports, claims, ms));
    }
    case 'resume': {
      const { claims, standing } = await findClaims(config, target);
      if (standing === 'unknown') note(NOT_REGISTERED_TOGETHER);
      return withPorts(config, (ports) => resume(ports, claims));
    }
  }
}

async function pause(ports: SuspensionPorts, claims: Claims, ms: number): Promise<string> {
  const ends = await Promise.all(claims.map((claim) => suspendTarget(ports, claim, ms)));
  const first = Math.min(...ends) as Instant;
  return `Paused until ${formatDayAndTime(first)}, Ecuador time, for ${ends.length} of those who may act for it.`;
}

async function resume(ports: SuspensionPorts, claims: Claims): Promise<string> {
  const outcomes = await Promise.all(claims.map((claim) => liftSuspension(ports, claim)));
  const resumed = outcomes.filter((outcome) => outcome === 'resumed');
  return resumed.length > 0 ? `Let go for ${resumed.length}.` : 'It was not paused.';
}

const OTHER_KEYS =
  'No service has used these SECRET_KEYS with this Redis: with other keys than its own nobody would be found. Nothing was done.';

type Claims = readonly [Claim, ...Claim[]];

interface Found {
  readonly claims: Claims;
  /** Whether they are registered; without a database nobody knows. */
  readonly standing: 'known' | 'unknown' | 'unchecked';
}

/** The one who was named, or everybody who may act for the employer. */
async function findClaims({ databaseUrl }: Config, target: TargetAnswers): Promise<Found> {
  const { branch, document, ruc } = target;
  if (databaseUrl === undefined) {
    if (document === undefined)
      throw new Error('Without DATABASE_URL nobody knows who may act for an employer: an ID is needed.');
    note('Without DATABASE_URL it was not checked that these numbers are registered together.');
    return { claims: [{ document, ruc, branch }], standing: 'unchecked' };
  }
  const persons = await findPersons(databaseUrl.expose(), target);
  if (document !== undefined) {
    const isKnown = persons.some((person) => documentKey(person) === documentKey(document));
    return { claims: [{ document, ruc, branch }], standing: isKnown ? 'known' : 'unknown' };
  }
  const [first, ...others] = persons.map((person) => ({ document: person, ruc, branch }));
  if (first === undefined) throw new Error('Nobody is registered for this employer: nothing was done.');
  return { claims: [first, ...others], standing: 'known' };
}

async function findPersons(databaseUrl: string, { branch, ruc }: TargetAnswers): Promise<readonly IdentityDocument[]> {
  const pool = createPool(databaseUrl);
  try {
    return await createPostgresAuthorisedPersons(pool).find(ruc, branch);
  } finally {
    await pool.end();
  }
}

async function withPorts<T>(config: Config, work: (ports: SuspensionPorts) => Promise<T>): Promise<T> {
  const keyRing = createKeyRing(config.secretKeys);
  const redis = await connectRedis(config.redisUrl?.expose() ?? '', () => undefined);
  // Standard output is for the answer alone.
  const audit = openAudit(config, createLogger(config.logLevel, process.stderr), { clock, keyRing });
  try {
    if ((await findAnnouncedKeys(redis, keyRing)) === 'unknown') throw new Error(OTHER_KEYS);
    const store = createRedisRecoveryStore({ redis, keyRing, rules: recoveryRules });
    return await work({ audit: audit.trail, keyRing, store });
  } finally {
    await audit.close();
    redis.disconnect();
  }
}

/** Questions go to standard error, so that answers may come from anywhere. */
function openStandardInput(): { readonly ask: AskOperator; close(): void } {
  const input = createInterface({ input: process.stdin });
  const lines = input[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stderr.write(`${question} `);
      const { done, value } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error('The answers ended too soon.');
      return value.trim();
    },
    // A terminal never ends by itself: the process would wait for more.
    close() {
      input.close();
    },
  };
}

// Hoisted, because `main` may fail before it awaits anything.
function say(answer: string): void {
  process.stdout.write(`${answer}\n`);
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
