import { createRecoveryStore } from '../recovery/store/create-recovery-store';
import { createInterface } from 'node:readline';
import { createPostgresAuthorisedPersons } from '../adapters/postgres/employers/authorised-persons';
import { createPool } from '../adapters/postgres/pool';
import { connectRedis } from '../adapters/redis/client';
import { findAnnouncedKeys } from '../adapters/redis/key-announcement';
import { createRedisTargetStore } from '../adapters/redis/targets/target-store';
import { systemClock as clock } from '../adapters/system/clock';
import { createKeyRing } from '../adapters/system/key-ring';
import { promptForTarget, type AskOperator, type TargetAnswers } from './target-prompts';
import { openAudit } from '../app/audit';
import { readCommandConfig, type Config } from '../config/config';
import type { Claim } from '../domain/claim/claim';
import type { IdentityDocument } from '../domain/claim/identity-document';
import { createLogger } from '../app/logger';
import type { SuspensionPorts } from '../recovery/target/suspension';
import { documentKey } from '../recovery/limits/charges';
import { recoveryRules } from '../policy/recovery';

/** What an operator's command does with a target; returns the line for standard output. */
export type TargetCommand = (config: Config, target: TargetAnswers, ask: AskOperator) => Promise<string>;

/**
 * Runs a command for one target and sets the exit code: 0, or 1 after an error. It asks for the numbers of the target, because arguments
 * stand in process lists and in the history of the shell.
 */
export async function runTargetCommand(command: TargetCommand): Promise<void> {
  try {
    const input = openStandardInput();
    try {
      const config = readCommandConfig(['REDIS_URL', 'SECRET_KEYS']);
      const target = await promptForTarget(input.ask, config.foreignerPattern);
      process.stdout.write(`${await command(config, target, input.ask)}\n`);
    } finally {
      input.close();
    }
  } catch (error) {
    printNotice(error instanceof Error ? error.message : 'The command failed.');
    process.exitCode = 1;
  }
}

const OTHER_KEYS =
  'SECRET_KEYS do not match any service on this Redis. Use the keys of the service. Nothing was changed.';

export type TargetClaims = readonly [Claim, ...Claim[]];

interface FoundClaims {
  readonly claims: TargetClaims;
  /** Whether the registry knows them; `unchecked` without a database. */
  readonly registration: 'known' | 'unknown' | 'unchecked';
}

/** Returns the claim of the given person or, without one, of all persons who may act for the employer. @throws Error when there are none */
export async function findClaims({ databaseUrl }: Config, target: TargetAnswers): Promise<FoundClaims> {
  const { branch, document, ruc } = target;
  if (databaseUrl === undefined) {
    if (document === undefined)
      throw new Error('Without DATABASE_URL an ID is needed: who may act for the employer cannot be looked up.');
    printNotice('Without DATABASE_URL it was not checked that these numbers are registered together.');
    return { claims: [{ document, ruc, branch }], registration: 'unchecked' };
  }
  const persons = await findPersons(databaseUrl.expose(), target);
  if (document !== undefined) {
    const isKnown = persons.some((person) => documentKey(person) === documentKey(document));
    return { claims: [{ document, ruc, branch }], registration: isKnown ? 'known' : 'unknown' };
  }
  const [first, ...others] = persons.map((person) => ({ document: person, ruc, branch }));
  if (first === undefined) throw new Error('No person is registered for this employer. Nothing was done.');
  return { claims: [first, ...others], registration: 'known' };
}

async function findPersons(databaseUrl: string, { branch, ruc }: TargetAnswers): Promise<readonly IdentityDocument[]> {
  const pool = createPool(databaseUrl);
  try {
    return await createPostgresAuthorisedPersons(pool).find(ruc, branch);
  } finally {
    await pool.end();
  }
}

/** Runs `work` on the stores of the service, and closes them. @throws Error when the keys are not those of the service */
export async function withPorts<T>(config: Config, work: (ports: SuspensionPorts) => Promise<T>): Promise<T> {
  const keyRing = createKeyRing(config.secretKeys);
  const redis = await connectRedis(config.redisUrl?.expose() ?? '', () => undefined);
  // The log goes to standard error: standard output holds only the result.
  const audit = openAudit(config, createLogger(config.logLevel, process.stderr), { clock, keyRing });
  try {
    if ((await findAnnouncedKeys(redis, keyRing)) === 'unknown') throw new Error(OTHER_KEYS);
    const store = createRecoveryStore(createRedisTargetStore({ redis, keyRing }), recoveryRules);
    return await work({ audit: audit.trail, keyRing, store });
  } finally {
    await audit.close();
    redis.disconnect();
  }
}

/** Asks on standard error and reads answers from standard input, be it a terminal, a file or another program. */
function openStandardInput(): { readonly ask: AskOperator; close(): void } {
  const input = createInterface({ input: process.stdin });
  const lines = input[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stderr.write(`${question} `);
      const { done, value } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error('The input ended before all questions were answered.');
      return value.trim();
    },
    // An open terminal would keep the process waiting for input.
    close() {
      input.close();
    },
  };
}

export function printNotice(line: string): void {
  process.stderr.write(`${line}\n`);
}
